// Unpacks the age test vectors of C2SP/CCTV: NAME.age, and NAME.json with what is to be expected of it.
// Arguments: a node_modules folder, and the folder to write into.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';

const [modules, out] = process.argv.slice(2);
const vectors = await import(resolve(modules, 'cctv-age/index.js'));
for (const [name, vector] of Object.entries(vectors)) {
  const bytes = Buffer.from(vector);
  const end = bytes.indexOf('\n\n');
  const body = bytes.subarray(end + 2);
  const facts = bytes.subarray(0, end).toString().split('\n').map((line) => line.split(': '));
  const all = (key) => facts.filter(([named]) => named === key).map(([, value]) => value);
  writeFileSync(join(out, `${name}.age`), all('compressed').includes('zlib') ? inflateSync(body) : body);
  const [expect, payload] = [all('expect')[0], all('payload')[0] ?? null];
  writeFileSync(join(out, `${name}.json`), JSON.stringify({ expect, payload, identities: all('identity'), passphrases: all('passphrase') }));
}
