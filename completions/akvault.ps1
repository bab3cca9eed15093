# Completion of akvault for PowerShell: `akvault completions powershell` prints this.
#
# akvault itself says what may follow, quoted for the line.

Register-ArgumentCompleter -Native -CommandName akvault -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    $words = @($before | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $program = Get-Command -CommandType Application -Name akvault -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($null -eq $program) { return }
    $current = "$wordToComplete" -replace '^[''"]', '' -replace '[''"]$', ''
    $answer = @(& $program complete powershell "--current=$current" -- @words 2>$null)
    if ($answer.Count -lt 2) { return }
    foreach ($line in $answer | Select-Object -Skip 2) {
        $value, $about = $line -split "`t", 2
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
    $adds = ($answer[0] -split ' ')[0]
    if ($adds -ne 'nothing') {
        $path = $current.Substring([Math]::Min($answer[1].Length, $current.Length))
        foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($path)) {
            [System.Management.Automation.CompletionResult]::new($answer[1] + $file.CompletionText, $file.ListItemText, $file.ResultType, $file.ToolTip)
        }
    }
}
