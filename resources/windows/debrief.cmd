@echo off
rem The command line of Debrief: the installed program itself, which then opens no window.
"%~dp0..\Debrief.exe" --cli -- %*
