; What the installer does besides: "debrief" on the PATH of the person. Without it everything else works, so that a failure
; here is no failure of the installation. https://www.electron.build/nsis#custom-nsis-script
!macro userPath ACTION
  nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$INSTDIR\bin\user-path.ps1" ${ACTION} "$INSTDIR\bin"'
  Pop $0
!macroend

!macro customInstall
  !insertmacro userPath add
!macroend

!macro customUnInstall
  ; An update takes the old version away too, and the next one would be found by nobody until then.
  ${ifNot} ${isUpdated}
    !insertmacro userPath remove
  ${endIf}
!macroend
