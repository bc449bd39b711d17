# Puts a folder on the PATH of the person who installs Debrief, or takes it away: user-path.ps1 add|remove FOLDER.
# The installer's own language holds strings of a limited length, and would cut a long PATH.
param(
  [Parameter(Mandatory)] [ValidateSet('add', 'remove')] [string] $Action,
  [Parameter(Mandatory)] [string] $Folder
)
$ErrorActionPreference = 'Stop'

$key = [Microsoft.Win32.Registry]::CurrentUser.OpenSubKey('Environment', $true)
# As it is written, with the names of variables in it, and not what they stand for today.
$old = [string] $key.GetValue('Path', '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
$others = @($old.Split(';') | Where-Object { $_ -ne '' -and $_.TrimEnd('\') -ine $Folder })
$new = if ($Action -eq 'add') { $others + $Folder } else { $others }
if (($new -join ';') -eq $old) { exit 0 }
$key.SetValue('Path', ($new -join ';'), [Microsoft.Win32.RegistryValueKind]::ExpandString)
$key.Close()

# Setting a variable, if only to nothing, tells the running programs that the environment has changed.
[Environment]::SetEnvironmentVariable('DEBRIEF_PATH_CHANGED', [NullString]::Value, 'User')
