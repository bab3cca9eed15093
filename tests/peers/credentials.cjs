// Prints the id and the secret that @alicloud/credentials finds; the argument is a node_modules folder.
const { join } = require('node:path');
const { default: Client } = require(join(process.argv[2], '@alicloud/credentials'));

new Client().getCredential().then((found) => {
  console.log(found.accessKeyId, found.accessKeySecret);
  process.exit(0); // the client keeps a timer
});
