# Completion of akvault for Elvish: `akvault completions elvish` prints this.
#
# akvault itself says what may follow; Elvish matches and quotes.

use str

set edit:completion:arg-completer[akvault] = {|@words|
  var answer = []
  try {
    set answer = [((external akvault) complete elvish --current=$words[-1] -- (all $words[1..-1]) 2>/dev/null | from-lines)]
  } catch { }
  if (< (count $answer) 2) {
    return
  }
  var adds after = (str:split ' ' $answer[0])
  var space = ' '
  if (eq $after goes-on) {
    set space = ''
  }
  for line $answer[2..] {
    var value @about = (str:split "\t" $line)
    if (eq $about []) {
      edit:complex-candidate $value &code-suffix=$space
    } else {
      edit:complex-candidate $value &code-suffix=$space &display=$value' ('$about[0]')'
    }
  }
  if (eq $adds command) {
    for at [(range (count $words))] {
      if (eq $words[$at] --) {
        edit:complete-sudo (all $words[$at..])
        break
      }
    }
  } elif (not-eq $adds nothing) {
    var path = (str:trim-prefix $words[-1] $answer[1])
    edit:complete-filename $path | each {|file|
      edit:complex-candidate $answer[1]$file[stem] &code-suffix=$file[code-suffix] &display=$file[display]
    }
  }
}
