; The Windows installer, for Inno Setup 6. NOT YET RUN ON WINDOWS: see README.md beside this file.
; `python -m installer freeze` makes dist\linernotes; then, with the version of pyproject.toml:
;   iscc /DVersion=X.Y.Z installer\windows\linernotes.iss

#ifndef Version
  #error Say which version: iscc /DVersion=X.Y.Z
#endif

[Setup]
AppId=org.linernotes.linernotes
AppName=Linernotes
AppVersion={#Version}
AppPublisher=The Linernotes project
DefaultDirName={autopf}\Linernotes
DefaultGroupName=Linernotes
LicenseFile=..\..\dist\linernotes\licences\NOTICES.txt
OutputDir=..\..\dist
OutputBaseFilename=linernotes-{#Version}-setup
SetupIconFile=..\..\build\installer\icons\linernotes.ico
UninstallDisplayIcon={app}\linernotes-gui.exe
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequiredOverridesAllowed=dialog
ChangesEnvironment=yes
Compression=lzma2
SolidCompression=yes

[Files]
Source: "..\..\dist\linernotes\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Linernotes"; Filename: "{app}\linernotes-gui.exe"

; Nothing below the user's data folder is ever removed: the library and the undo journal stay.
