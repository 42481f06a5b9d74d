@echo off
rem Installs Quill: copies its files and leaves a status MIF.
if not exist C:\QUILL\NUL md C:\QUILL
copy quill.exe C:\QUILL > NUL
copy quill.hlp C:\QUILL > NUL
