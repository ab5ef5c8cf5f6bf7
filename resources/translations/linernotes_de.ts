<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ActivityPage</name>
    <message>
        <source>Nothing is going on.</source>
        <translation>Zurzeit wird nichts bearbeitet.</translation>
    </message>
    <message>
        <source>Nothing has failed.</source>
        <translation>Nichts ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Copy Report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message numerus="yes">
        <source>The report of %Ln failures is on the clipboard</source>
        <translation>
            <numerusform>Der Bericht über %Ln Fehler ist in der Zwischenablage</numerusform>
            <numerusform>Der Bericht über %Ln Fehler ist in der Zwischenablage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AspectBar</name>
    <message>
        <source>{0}, {1}, heard at {2}</source>
        <translation>{0}, {1}, gehört bei {2}</translation>
    </message>
</context>
<context>
    <name>BackupsTab</name>
    <message>
        <source>Back Up Now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Open the Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Export Your Words…</source>
        <translation>Eigene Worte exportieren…</translation>
    </message>
    <message>
        <source>Import Words…</source>
        <translation>Worte importieren…</translation>
    </message>
    <message>
        <source>Backups of the library</source>
        <translation>Sicherungen der Bibliothek</translation>
    </message>
    <message>
        <source>One is made every day when the window opens; the last five days stay.</source>
        <translation>Jeden Tag, wenn das Fenster sich öffnet, entsteht eine; die letzten fünf Tage bleiben.</translation>
    </message>
    <message>
        <source>Your words and decisions</source>
        <translation>Ihre Worte und Entscheidungen</translation>
    </message>
    <message>
        <source>As a file of text they can be taken to another computer, where they find the same music under whatever name.</source>
        <translation>Als Textdatei können sie auf einen anderen Computer mitgenommen werden, wo sie dieselbe Musik unter jedem Namen wiederfinden.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>Es gibt noch keine Sicherung.</translation>
    </message>
    <message>
        <source>The last one was made {0}. Backups: {1}, together {2}.</source>
        <translation>Die letzte entstand am {0}. Sicherungen: {1}, zusammen {2}.</translation>
    </message>
    <message>
        <source>Export Your Words</source>
        <translation>Eigene Worte exportieren</translation>
    </message>
    <message>
        <source>Import Words</source>
        <translation>Worte importieren</translation>
    </message>
</context>
<context>
    <name>BatchEditor</name>
    <message numerus="yes">
        <source>Edit %Ln Tracks</source>
        <translation>
            <numerusform>%Ln Titel bearbeiten</numerusform>
            <numerusform>%Ln Titel bearbeiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>&lt;keep&gt; leaves the field of each track as it is. &lt;blank&gt;: Linernotes has nothing to say there, and writes nothing; what is in the files stays. Of your own words, the same are given to every track.</source>
        <translation>&lt;behalten&gt; lässt das Feld jedes Titels, wie es ist. &lt;leer&gt;: Linernotes sagt dort nichts und schreibt nichts; was in den Dateien steht, bleibt. Ihre eigenen Worte erhält jeder Titel gleich.</translation>
    </message>
    <message>
        <source>&lt;keep&gt;</source>
        <translation>&lt;behalten&gt;</translation>
    </message>
    <message>
        <source>&lt;blank&gt;</source>
        <translation>&lt;leer&gt;</translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message numerus="yes">
        <source>Undo, %Ln files</source>
        <translation>
            <numerusform>Zurücknahme, %Ln Datei</numerusform>
            <numerusform>Zurücknahme, %Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write, %Ln files</source>
        <translation>
            <numerusform>Schreibvorgang, %Ln Datei</numerusform>
            <numerusform>Schreibvorgang, %Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>In effect</source>
        <translation>Wirksam</translation>
    </message>
    <message numerus="yes">
        <source>%Ln undone</source>
        <translation>
            <numerusform>%Ln zurückgenommen</numerusform>
            <numerusform>%Ln zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in conflict</source>
        <translation>
            <numerusform>%Ln im Konflikt</numerusform>
            <numerusform>%Ln im Konflikt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Review Changes</source>
        <translation>Änderungen prüfen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Fields that would change</source>
        <translation>Felder, die sich ändern würden</translation>
    </message>
    <message>
        <source>Files that would change</source>
        <translation>Dateien, die sich ändern würden</translation>
    </message>
    <message>
        <source>Changes in the current file</source>
        <translation>Änderungen in der aktuellen Datei</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Schreiben</translation>
    </message>
    <message>
        <source>Write for</source>
        <translation>Schreiben für</translation>
    </message>
    <message>
        <source>The same fields would change</source>
        <translation>Es würden sich dieselben Felder ändern</translation>
    </message>
    <message>
        <source>Changed fields compared with before: {0}</source>
        <translation>Geänderte Felder gegenüber vorher: {0}</translation>
    </message>
    <message numerus="yes">
        <source>Not written: %Ln files, the first: {0}</source>
        <translation>
            <numerusform>Nicht geschrieben: %Ln Datei: {0}</numerusform>
            <numerusform>Nicht geschrieben: %Ln Dateien, die erste: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} in %Ln files will be written</source>
        <translation>
            <numerusform>Geschrieben werden {0} in %Ln Datei</numerusform>
            <numerusform>Geschrieben werden {0} in %Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields</source>
        <translation>
            <numerusform>%Ln Feld</numerusform>
            <numerusform>%Ln Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking into the files…</source>
        <translation>Die Dateien werden gelesen…</translation>
    </message>
</context>
<context>
    <name>ChipButton</name>
    <message>
        <source>Enter edits it, Delete takes it away</source>
        <translation>Eingabetaste bearbeitet, Entf entfernt</translation>
    </message>
    <message>
        <source>{0}
Click to edit</source>
        <translation>{0}
Zum Bearbeiten klicken</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Chosen folders</source>
        <translation>Gewählte Ordner</translation>
    </message>
    <message>
        <source>Drop your music folders here</source>
        <translation>Ziehen Sie Ihre Musikordner hierher</translation>
    </message>
    <message>
        <source>Choose a Folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the selected folder out of the list (Del)</source>
        <translation>Den ausgewählten Ordner aus der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>Library only (recommended)</source>
        <translation>Nur Bibliothek (empfohlen)</translation>
    </message>
    <message>
        <source>Write into the files&apos; tags</source>
        <translation>In die Tags der Dateien schreiben</translation>
    </message>
    <message>
        <source>Describe 20 Tracks First</source>
        <translation>Erst 20 Titel beschreiben</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Welcome to Linernotes</source>
        <translation>Willkommen bei Linernotes</translation>
    </message>
    <message>
        <source>It listens to every track and says in one plain sentence what it sounds like.
Everything happens on this computer.</source>
        <translation>Es hört jeden Titel an und sagt in einem schlichten Satz, wie er klingt.
Alles geschieht auf diesem Computer.</translation>
    </message>
    <message>
        <source>What may be done with your files?</source>
        <translation>Was darf mit Ihren Dateien geschehen?</translation>
    </message>
    <message>
        <source>Descriptions stay in Linernotes. No music file is ever touched.</source>
        <translation>Beschreibungen bleiben in Linernotes. Keine Musikdatei wird je angerührt.</translation>
    </message>
    <message>
        <source>After you have accepted them and said so, descriptions go into the tags, where every player can show them. Every write can be undone.</source>
        <translation>Erst wenn Sie sie angenommen haben und es sagen, kommen Beschreibungen in die Tags, wo jeder Player sie zeigen kann. Alles Geschriebene lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Choose a Music Folder</source>
        <translation>Musikordner wählen</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Track</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>CoverGrid</name>
    <message>
        <source>Covers</source>
        <translation>Cover</translation>
    </message>
</context>
<context>
    <name>DescriptionEditor</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Take these words (A)</source>
        <translation>Diese Worte annehmen (A)</translation>
    </message>
    <message>
        <source>Save My Words</source>
        <translation>Meine Worte sichern</translation>
    </message>
    <message>
        <source>Keep the words as you have written them (Enter)</source>
        <translation>Die Worte so behalten, wie Sie sie geschrieben haben (Eingabetaste)</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forget what you have typed (Esc)</source>
        <translation>Das Getippte verwerfen (Esc)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>No description for this track (X)</source>
        <translation>Keine Beschreibung für diesen Titel (X)</translation>
    </message>
    <message>
        <source>Reword</source>
        <translation>Umformulieren</translation>
    </message>
    <message>
        <source>Another wording (R)</source>
        <translation>Andere Formulierung (R)</translation>
    </message>
    <message>
        <source>No description. You can write your own words here.</source>
        <translation>Keine Beschreibung. Sie können hier eigene Worte schreiben.</translation>
    </message>
    <message>
        <source>Select a track to read its description.</source>
        <translation>Wählen Sie einen Titel, um seine Beschreibung zu lesen.</translation>
    </message>
    <message>
        <source>Finding another wording…</source>
        <translation>Andere Formulierung wird gesucht…</translation>
    </message>
    <message>
        <source>Only the beginning is shown</source>
        <translation>Nur der Anfang wird gezeigt</translation>
    </message>
    <message>
        <source>{0} of {1} characters</source>
        <translation>{0} von {1} Zeichen</translation>
    </message>
    <message>
        <source>There is a word in it that you have banned</source>
        <translation>Ein Wort darin haben Sie ausgeschlossen</translation>
    </message>
    <message>
        <source>Lines will be joined into one</source>
        <translation>Die Zeilen werden zu einer verbunden</translation>
    </message>
    <message>
        <source>The comment in the file will hold the first {0} of {1} characters</source>
        <translation>Der Kommentar in der Datei wird die ersten {0} von {1} Zeichen enthalten</translation>
    </message>
    <message>
        <source>Not saved: Enter keeps it, Esc forgets it</source>
        <translation>Nicht gesichert: Eingabetaste behält, Esc verwirft</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>This should not have happened. Your music files are safe.</source>
        <translation>Das hätte nicht geschehen dürfen. Ihre Musikdateien sind sicher.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Linernotes {0}

Listens to your music and writes, in one plain sentence, what it sounds like. Everything happens on this computer.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Linernotes {0}

Hört Ihre Musik an und schreibt in einem schlichten Satz, wie sie klingt. Alles geschieht auf diesem Computer.

Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>About Linernotes</source>
        <translation>Über Linernotes</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>Effort</name>
    <message>
        <source>Cores for listening</source>
        <translation>Kerne zum Anhören</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Alle Kerne</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>Priority of listening</source>
        <translation>Priorität beim Anhören</translation>
    </message>
    <message>
        <source>Only when nothing else runs</source>
        <translation>Nur wenn sonst nichts läuft</translation>
    </message>
    <message>
        <source>Give way to other programs</source>
        <translation>Anderen Programmen den Vortritt lassen</translation>
    </message>
    <message>
        <source>Like any other program</source>
        <translation>Wie jedes andere Programm</translation>
    </message>
    <message>
        <source>Listening uses</source>
        <translation>Das Anhören nutzt</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Klangbild</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>Was zu hören war</translation>
    </message>
    <message>
        <source>Choose a track to see what was heard in it.</source>
        <translation>Wählen Sie einen Titel, um zu sehen, was darin zu hören war.</translation>
    </message>
    <message>
        <source>Nothing that was heard is known of this track.</source>
        <translation>Zu diesem Titel ist nicht bekannt, was zu hören war.</translation>
    </message>
    <message>
        <source>Choose a word or a bar to hear what supports it.</source>
        <translation>Wählen Sie ein Wort oder einen Balken, um den Beleg zu hören.</translation>
    </message>
</context>
<context>
    <name>FacetItems</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message numerus="yes">
        <source>{0}, %Ln tracks</source>
        <translation>
            <numerusform>{0}, %Ln Titel</numerusform>
            <numerusform>{0}, %Ln Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>Click to choose, Ctrl+click to exclude</source>
        <translation>Klick wählt, Strg+Klick schließt aus</translation>
    </message>
</context>
<context>
    <name>FacetTree</name>
    <message>
        <source>Playlists</source>
        <translation>Playlists</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gesicherte Suchen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Instrument</source>
        <translation>Instrument</translation>
    </message>
    <message>
        <source>Vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Narrow down</source>
        <translation>Eingrenzen</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all {0}</source>
        <translation>Alle {0} zeigen</translation>
    </message>
</context>
<context>
    <name>FailureList</name>
    <message>
        <source>Show failures of one cause</source>
        <translation>Fehler mit einer bestimmten Ursache zeigen</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try the selected files again, or all that are shown</source>
        <translation>Die ausgewählten Dateien erneut versuchen, sonst alle gezeigten</translation>
    </message>
    <message>
        <source>Copy Report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy every file and cause as text</source>
        <translation>Jede Datei und Ursache als Text kopieren</translation>
    </message>
    <message>
        <source>Failed ({0})</source>
        <translation>Fehlgeschlagen ({0})</translation>
    </message>
    <message>
        <source>All causes</source>
        <translation>Alle Ursachen</translation>
    </message>
</context>
<context>
    <name>FailureTable</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Not described</source>
        <translation>Nicht beschrieben</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Nicht geschrieben</translation>
    </message>
    <message>
        <source>Not looked through</source>
        <translation>Nicht durchsucht</translation>
    </message>
    <message>
        <source>Not taken back</source>
        <translation>Nicht zurückgenommen</translation>
    </message>
</context>
<context>
    <name>FieldTable</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Added to</source>
        <translation>Ergänzt</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Ersetzt</translation>
    </message>
</context>
<context>
    <name>FileTable</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unvollendet</translation>
    </message>
    <message>
        <source>In effect</source>
        <translation>Wirksam</translation>
    </message>
    <message>
        <source>Never replaced</source>
        <translation>Nie ersetzt</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Conflict: another program&apos;s change was kept</source>
        <translation>Konflikt: Die Änderung eines anderen Programms wurde behalten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
</context>
<context>
    <name>FoldersTab</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Add a Folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Folders of the library</source>
        <translation>Ordner der Bibliothek</translation>
    </message>
    <message>
        <source>{0} (not there now; its tracks are kept)</source>
        <translation>{0} (zurzeit nicht da; die Titel bleiben)</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Batches</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Files of the batch</source>
        <translation>Dateien des Vorgangs</translation>
    </message>
    <message>
        <source>Undo Everything…</source>
        <translation>Alles zurücknehmen…</translation>
    </message>
    <message>
        <source>Free Storage</source>
        <translation>Speicher freigeben</translation>
    </message>
    <message>
        <source>Forget what is older than a year…</source>
        <translation>Vergessen, was älter als ein Jahr ist…</translation>
    </message>
    <message>
        <source>Forget what is older than three months…</source>
        <translation>Vergessen, was älter als drei Monate ist…</translation>
    </message>
    <message>
        <source>Forget what is older than a month…</source>
        <translation>Vergessen, was älter als ein Monat ist…</translation>
    </message>
    <message>
        <source>Forget everything…</source>
        <translation>Alles vergessen…</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>Was geschrieben wurde</translation>
    </message>
    <message>
        <source>Undo &amp;Everything…</source>
        <translation>A&amp;lles zurücknehmen…</translation>
    </message>
    <message>
        <source>Undo of {0}</source>
        <translation>Zurücknahme von {0}</translation>
    </message>
    <message numerus="yes">
        <source>Undo of %Ln files</source>
        <translation>
            <numerusform>Zurücknahme von %Ln Datei</numerusform>
            <numerusform>Zurücknahme von %Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Make every file what it was before Linernotes wrote to it?</source>
        <translation>Jede Datei in den Zustand versetzen, den sie vor dem Schreiben durch Linernotes hatte?</translation>
    </message>
    <message>
        <source>Files that somebody has changed since are left as they are. This can be undone in its turn.</source>
        <translation>Dateien, die seither jemand geändert hat, bleiben, wie sie sind. Auch dies lässt sich wieder zurücknehmen.</translation>
    </message>
    <message>
        <source>Undo Batch…</source>
        <translation>Vorgang zurücknehmen…</translation>
    </message>
    <message>
        <source>Undo Selected Files…</source>
        <translation>Ausgewählte Dateien zurücknehmen…</translation>
    </message>
    <message>
        <source>&amp;Undo Batch…</source>
        <translation>Vor&amp;gang zurücknehmen…</translation>
    </message>
    <message>
        <source>Undo &amp;Selected Files…</source>
        <translation>Ausgewählte &amp;Dateien zurücknehmen…</translation>
    </message>
    <message numerus="yes">
        <source>Undo the undo of %Ln files?</source>
        <translation>
            <numerusform>Die Rücknahme bei %Ln Datei zurücknehmen?</numerusform>
            <numerusform>Die Rücknahme bei %Ln Dateien zurücknehmen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo what was written to %Ln files?</source>
        <translation>
            <numerusform>Zurücknehmen, was in %Ln Datei geschrieben wurde?</numerusform>
            <numerusform>Zurücknehmen, was in %Ln Dateien geschrieben wurde?</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Undo Everything</source>
        <translation>Alles zurücknehmen</translation>
    </message>
    <message>
        <source>Undo of everything</source>
        <translation>Zurücknahme von allem</translation>
    </message>
    <message>
        <source>Nothing is older than that.</source>
        <translation>Nichts ist älter.</translation>
    </message>
    <message numerus="yes">
        <source>Forget how to undo %Ln written files?</source>
        <translation>
            <numerusform>Vergessen, wie sich %Ln geschriebene Datei zurücknehmen lässt?</numerusform>
            <numerusform>Vergessen, wie sich %Ln geschriebene Dateien zurücknehmen lassen?</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay as they are now, and can no longer be made what they were before. This frees about {0}.</source>
        <translation>Sie bleiben, wie sie jetzt sind, und lassen sich nicht mehr in den alten Zustand versetzen. Das gibt etwa {0} frei.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Undo storage: {0}</source>
        <translation>Speicher für Zurücknahmen: {0}</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>Es wurde noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>Undone already. To have it again, undo the undo above it.</source>
        <translation>Schon zurückgenommen. Um es wieder zu haben, nehmen Sie die Rücknahme darüber zurück.</translation>
    </message>
    <message>
        <source>Nothing of it can be undone.</source>
        <translation>Davon lässt sich nichts zurücknehmen.</translation>
    </message>
    <message>
        <source>Freed: {0}</source>
        <translation>Freigegeben: {0}</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Show all jobs</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what is done is kept</source>
        <translation>Abbrechen; was fertig ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop; what is done is kept</source>
        <translation>Abbrechen; was fertig ist, bleibt erhalten</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Looking for music</source>
        <translation>Suche nach Musik</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Checking files</source>
        <translation>Prüfen der Dateien</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Taking back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Wording anew</source>
        <translation>Umformulieren</translation>
    </message>
    <message>
        <source>Taking up words</source>
        <translation>Übernehmen der Worte</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Broke off</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>{0} per minute</source>
        <translation>{0} pro Minute</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>noch {0} min</translation>
    </message>
    <message>
        <source>{0} h left</source>
        <translation>noch {0} h</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>{0} of your descriptions are now in {1}.</source>
        <translation>{0} Ihrer Beschreibungen sind jetzt in {1}.</translation>
    </message>
    <message>
        <source>Your words from {0}</source>
        <translation>Ihre Worte aus {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln descriptions have found their music.</source>
        <translation>
            <numerusform>%Ln Beschreibung hat ihre Musik gefunden.</numerusform>
            <numerusform>%Ln Beschreibungen haben ihre Musik gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait until it is scanned.</source>
        <translation>
            <numerusform>%Ln wartet, bis sie eingelesen wird.</numerusform>
            <numerusform>%Ln warten, bis sie eingelesen wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your vocabulary</source>
        <translation>Ihr Wortschatz</translation>
    </message>
    <message>
        <source>Your vocabulary is kept. New descriptions follow it.</source>
        <translation>Ihr Wortschatz ist gesichert. Neue Beschreibungen richten sich danach.</translation>
    </message>
    <message>
        <source>Bring the waiting description into your vocabulary</source>
        <translation>Die wartende Beschreibung an Ihren Wortschatz anpassen</translation>
    </message>
    <message>
        <source>Bring the {0} waiting descriptions into your vocabulary</source>
        <translation>Die {0} wartenden Beschreibungen an Ihren Wortschatz anpassen</translation>
    </message>
    <message>
        <source>Something else is going on. Remove the folder after it.</source>
        <translation>Es wird gerade anderes bearbeitet. Entfernen Sie den Ordner danach.</translation>
    </message>
    <message>
        <source>Remove {0} from the library?</source>
        <translation>{0} aus der Bibliothek entfernen?</translation>
    </message>
    <message>
        <source>{0} tracks leave the library. No music file is touched.</source>
        <translation>{0} Titel verlassen die Bibliothek. Keine Musikdatei wird angerührt.</translation>
    </message>
    <message>
        <source>{0} of them have words or decisions of yours. These are kept, and come back when you add the folder again.</source>
        <translation>Zu {0} davon gibt es Worte oder Entscheidungen von Ihnen. Diese bleiben erhalten und kommen wieder, wenn Sie den Ordner erneut hinzufügen.</translation>
    </message>
    <message>
        <source>{0} of them are in playlists, and leave these for good.</source>
        <translation>{0} davon sind in Playlists und verlassen diese endgültig.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>{0} is no longer part of the library.</source>
        <translation>{0} gehört nicht mehr zur Bibliothek.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>LegendEntry</name>
    <message numerus="yes">
        <source>{0}, %Ln tracks</source>
        <translation>
            <numerusform>{0}, %Ln Titel</numerusform>
            <numerusform>{0}, %Ln Titel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Covers (G)</source>
        <translation>Cover (G)</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>Save Searc&amp;h…</source>
        <translation>Su&amp;che sichern…</translation>
    </message>
    <message>
        <source>E&amp;xport Shown Tracks…</source>
        <translation>Gezeigte Titel e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Weaker Matches</source>
        <translation>Sch&amp;wächere Treffer</translation>
    </message>
    <message>
        <source>All Ve&amp;rsions</source>
        <translation>Alle Fass&amp;ungen</translation>
    </message>
    <message>
        <source>&amp;Covers</source>
        <translation>&amp;Cover</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Best moment</source>
        <translation>Bester Moment</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>BPM</source>
        <translation>BPM</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>What speaks for the track. Per cent: how surely it was heard. In brackets, from 0 to 1: how alike it is.</source>
        <translation>Was für den Titel spricht. Prozent: wie sicher es zu hören war. In Klammern, von 0 bis 1: wie ähnlich er ist.</translation>
    </message>
    <message>
        <source>How well the track fits, compared with the others that this search has found.</source>
        <translation>Wie gut der Titel passt, verglichen mit den anderen, die diese Suche gefunden hat.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weaker matches</source>
        <translation>
            <numerusform>%Ln schwächerer Treffer</numerusform>
            <numerusform>%Ln schwächere Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide them</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Weaker</source>
        <translation>Schwächer</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Am besten</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Score in this search: {0} of 1</source>
        <translation>Wert in dieser Suche: {0} von 1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks fit</source>
        <translation>
            <numerusform>%Ln Titel passt</numerusform>
            <numerusform>%Ln Titel passen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryView</name>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
</context>
<context>
    <name>Listening</name>
    <message>
        <source>Music in {0}</source>
        <translation>Musik in {0}</translation>
    </message>
    <message>
        <source>A sample of your music</source>
        <translation>Eine Probe Ihrer Musik</translation>
    </message>
    <message>
        <source>Tracks that were waiting</source>
        <translation>Wartende Titel</translation>
    </message>
    <message numerus="yes">
        <source>{0} (and %Ln more)</source>
        <translation>
            <numerusform>{0} (und %Ln weitere)</numerusform>
            <numerusform>{0} (und %Ln weitere)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookAlikes</name>
    <message>
        <source>Look-Alikes</source>
        <translation>Ähnliche Titel</translation>
    </message>
    <message>
        <source>Tracks that sound alike</source>
        <translation>Titel, die ähnlich klingen</translation>
    </message>
    <message>
        <source>They sound like the track that you accepted, and the same was heard in them. Take the mark away where the words do not fit.</source>
        <translation>Sie klingen wie der Titel, den Sie angenommen haben, und in ihnen war dasselbe zu hören. Entfernen Sie das Häkchen, wo die Worte nicht passen.</translation>
    </message>
    <message>
        <source>Accept Marked</source>
        <translation>Markierte annehmen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Opening your library…</source>
        <translation>Ihre Bibliothek wird geöffnet…</translation>
    </message>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>&amp;Write Descriptions…</source>
        <translation>Beschreibungen &amp;schreiben…</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Play N&amp;ext Track</source>
        <translation>Nä&amp;chsten Titel spielen</translation>
    </message>
    <message>
        <source>Play Pre&amp;vious Track</source>
        <translation>&amp;Vorigen Titel spielen</translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous Pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Linernotes</source>
        <translation>&amp;Über Linernotes</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message numerus="yes">
        <source>Write %Ln accepted descriptions into their files (Ctrl+S)</source>
        <translation>
            <numerusform>%Ln angenommene Beschreibung in ihre Datei schreiben (Strg+S)</numerusform>
            <numerusform>%Ln angenommene Beschreibungen in ihre Dateien schreiben (Strg+S)</numerusform>
        </translation>
    </message>
    <message>
        <source>Work is going on. What is done is kept; the rest comes next time.</source>
        <translation>Es wird noch gearbeitet. Was fertig ist, bleibt erhalten; der Rest folgt beim nächsten Mal.</translation>
    </message>
    <message>
        <source>Quit now?</source>
        <translation>Jetzt beenden?</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Encircle tracks (L, or Shift and drag)</source>
        <translation>Titel einkreisen (L, oder mit Umschalttaste ziehen)</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Farbe nach</translation>
    </message>
    <message>
        <source>Likeliest genre</source>
        <translation>Wahrscheinlichstes Genre</translation>
    </message>
    <message>
        <source>Likeliest mood</source>
        <translation>Wahrscheinlichste Stimmung</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Nearer (+)</source>
        <translation>Näher (+)</translation>
    </message>
    <message>
        <source>Farther (-)</source>
        <translation>Weiter weg (-)</translation>
    </message>
    <message>
        <source>The whole map (0)</source>
        <translation>Die ganze Karte (0)</translation>
    </message>
    <message>
        <source>Go to the nearest track</source>
        <translation>Zum nächstgelegenen Titel</translation>
    </message>
    <message>
        <source>Play the track</source>
        <translation>Den Titel spielen</translation>
    </message>
    <message>
        <source>Play or &amp;Pause</source>
        <translation>Spielen oder an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Encircle Tracks</source>
        <translation>Titel &amp;einkreisen</translation>
    </message>
    <message>
        <source>Select &amp;All Shown</source>
        <translation>&amp;Alle gezeigten auswählen</translation>
    </message>
    <message>
        <source>&amp;Clear Selection</source>
        <translation>Auswahl au&amp;fheben</translation>
    </message>
    <message>
        <source>&amp;Nearer</source>
        <translation>N&amp;äher</translation>
    </message>
    <message>
        <source>&amp;Farther</source>
        <translation>&amp;Weiter weg</translation>
    </message>
    <message>
        <source>&amp;Whole Map</source>
        <translation>&amp;Ganze Karte</translation>
    </message>
    <message>
        <source>Drawing the map…</source>
        <translation>Die Karte wird gezeichnet…</translation>
    </message>
    <message>
        <source>Nothing has been listened to yet.</source>
        <translation>Es wurde noch nichts angehört.</translation>
    </message>
    <message>
        <source>Drawing the map… {0}</source>
        <translation>Die Karte wird gezeichnet… {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks</source>
        <translation>
            <numerusform>%Ln Titel</numerusform>
            <numerusform>%Ln Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>{0} bpm</source>
        <translation>{0} bpm</translation>
    </message>
    <message>
        <source>Cheerful, lively</source>
        <translation>Heiter, lebhaft</translation>
    </message>
    <message>
        <source>Tense, fierce</source>
        <translation>Gespannt, heftig</translation>
    </message>
    <message>
        <source>Gentle, at ease</source>
        <translation>Sanft, gelassen</translation>
    </message>
    <message>
        <source>Sombre, sad</source>
        <translation>Düster, traurig</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of the library</source>
        <translation>Karte der Bibliothek</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Look at Them…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>No, Thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks sound like {0}, and the same was heard in them.</source>
        <translation>
            <numerusform>%Ln Titel klingt wie {0}, und in ihm war dasselbe zu hören.</numerusform>
            <numerusform>%Ln Titel klingen wie {0}, und in ihnen war dasselbe zu hören.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Accept %Ln Look-Alikes</source>
        <translation>
            <numerusform>&amp;Ähnlichen Titel annehmen</numerusform>
            <numerusform>%Ln &amp;ähnliche Titel annehmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ordering</name>
    <message>
        <source>doubt {0}</source>
        <translation>Zweifel {0}</translation>
    </message>
    <message numerus="yes">
        <source>sounds like %Ln others in the queue</source>
        <translation>
            <numerusform>klingt wie %Ln anderer der Wartenden</numerusform>
            <numerusform>klingt wie %Ln andere der Wartenden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>PhraseText</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>{0}: Enter plays what supports it</source>
        <translation>{0}: Die Eingabetaste spielt den Beleg</translation>
    </message>
    <message>
        <source>{0}: not heard</source>
        <translation>{0}: nicht gehört</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Player</source>
        <translation>Player</translation>
    </message>
    <message>
        <source>Previous track</source>
        <translation>Voriger Titel</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Spielen oder anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Next track</source>
        <translation>Nächster Titel</translation>
    </message>
    <message>
        <source>Nothing is playing</source>
        <translation>Nichts wird gespielt</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Files with such a name cannot be played here</source>
        <translation>Dateien mit einem solchen Namen lassen sich hier nicht spielen</translation>
    </message>
    <message>
        <source>{0} cannot be played: {1}</source>
        <translation>{0} lässt sich nicht spielen: {1}</translation>
    </message>
</context>
<context>
    <name>PlaylistDesk</name>
    <message>
        <source>New Playlist</source>
        <translation>Neue Playlist</translation>
    </message>
    <message numerus="yes">
        <source>New playlist {0}: %Ln tracks</source>
        <translation>
            <numerusform>Neue Playlist {0}: %Ln Titel</numerusform>
            <numerusform>Neue Playlist {0}: %Ln Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>Save Search</source>
        <translation>Suche sichern</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete “{0}”?</source>
        <translation>„{0}“ löschen?</translation>
    </message>
    <message>
        <source>The tracks stay in the library, and the files where they are.</source>
        <translation>Die Titel bleiben in der Bibliothek und die Dateien, wo sie sind.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks added to {0}</source>
        <translation>
            <numerusform>%Ln Titel zu {0} hinzugefügt</numerusform>
            <numerusform>%Ln Titel zu {0} hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>Playlists</translation>
    </message>
    <message>
        <source>Import a Playlist</source>
        <translation>Playlist importieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks found, {0} not in the library.</source>
        <translation>
            <numerusform>%Ln Titel gefunden, {0} nicht in der Bibliothek.</numerusform>
            <numerusform>%Ln Titel gefunden, {0} nicht in der Bibliothek.</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks written.</source>
        <translation>
            <numerusform>%Ln Titel geschrieben.</numerusform>
            <numerusform>%Ln Titel geschrieben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Some settings could not be read and are as they were at first: {0}.</source>
        <translation>Einige Einstellungen waren nicht lesbar und stehen wieder am Anfang: {0}.</translation>
    </message>
    <message>
        <source>Open a Music Folder</source>
        <translation>Musikordner öffnen</translation>
    </message>
    <message>
        <source>Taking the last write back</source>
        <translation>Das zuletzt Geschriebene wird zurückgenommen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks are waiting to be listened to.</source>
        <translation>
            <numerusform>%Ln Titel wartet darauf, angehört zu werden.</numerusform>
            <numerusform>%Ln Titel warten darauf, angehört zu werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Linernotes ended unexpectedly; nothing was lost. {0}</source>
        <translation>Linernotes wurde unerwartet beendet; nichts ging verloren. {0}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>QueryBox</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search by title, artist or sound (Ctrl+F)</source>
        <translation>Nach Titel, Interpret oder Klang suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Clear the search (Esc)</source>
        <translation>Suche leeren (Esc)</translation>
    </message>
    <message>
        <source>Search: calm piano, no vocals, under 90 bpm</source>
        <translation>Suche (englisch): calm piano, no vocals, under 90 bpm</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>Show tracks that are</source>
        <translation>Titel zeigen mit Status</translation>
    </message>
    <message numerus="yes">
        <source>%Ln left to review</source>
        <translation>
            <numerusform>Noch %Ln Titel zu prüfen</numerusform>
            <numerusform>Noch %Ln Titel zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>Nichts zu prüfen</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>it breaks off at {0} s</source>
        <translation>bricht nach {0} s ab</translation>
    </message>
    <message>
        <source>it cannot be decoded ({0})</source>
        <translation>lässt sich nicht dekodieren ({0})</translation>
    </message>
    <message>
        <source>it holds no sound that can be decoded</source>
        <translation>enthält keinen Ton, der sich dekodieren lässt</translation>
    </message>
    <message>
        <source>it is not there now; its words are kept</source>
        <translation>ist gerade nicht da; die Worte bleiben erhalten</translation>
    </message>
    <message>
        <source>its header tells no sample rate</source>
        <translation>der Kopf der Datei nennt keine Abtastrate</translation>
    </message>
    <message>
        <source>its length is not to be believed</source>
        <translation>die angegebene Länge ist nicht glaubhaft</translation>
    </message>
    <message>
        <source>only {0} s of sound could be decoded</source>
        <translation>nur {0} s Ton ließen sich dekodieren</translation>
    </message>
    <message>
        <source>there is no sound in it, only silence</source>
        <translation>enthält keinen Ton, nur Stille</translation>
    </message>
    <message>
        <source>this is not a file with music in it, but a folder or device</source>
        <translation>keine Musikdatei, sondern ein Ordner oder Gerät</translation>
    </message>
    <message>
        <source>this is not audio of a kind that Linernotes knows</source>
        <translation>kein Audioformat, das Linernotes kennt</translation>
    </message>
    <message>
        <source>another program changed it meanwhile; scan it again</source>
        <translation>ein anderes Programm hat die Datei inzwischen geändert; bitte neu einlesen</translation>
    </message>
    <message>
        <source>another program has it open for writing</source>
        <translation>ein anderes Programm hat die Datei zum Schreiben geöffnet</translation>
    </message>
    <message>
        <source>it has changed since it was scanned; scan it again</source>
        <translation>seit dem Einlesen geändert; bitte neu einlesen</translation>
    </message>
    <message>
        <source>it is not a file any more; it was left as it is</source>
        <translation>keine Datei mehr; blieb, wie sie ist</translation>
    </message>
    <message>
        <source>somebody has changed it since; it was left as it is</source>
        <translation>seitdem geändert; blieb, wie sie ist</translation>
    </message>
    <message>
        <source>it was not listened to yet; scan its folder first</source>
        <translation>noch nicht angehört; bitte erst den Ordner einlesen</translation>
    </message>
    <message>
        <source>it cannot be made ({0})</source>
        <translation>lässt sich nicht anlegen ({0})</translation>
    </message>
    <message>
        <source>it cannot be opened ({0})</source>
        <translation>lässt sich nicht öffnen ({0})</translation>
    </message>
    <message>
        <source>it cannot be read or written ({0})</source>
        <translation>lässt sich nicht lesen oder schreiben ({0})</translation>
    </message>
    <message>
        <source>it has no record {0}</source>
        <translation>enthält keinen Eintrag {0}</translation>
    </message>
    <message>
        <source>it was made by a newer version of Linernotes</source>
        <translation>stammt von einer neueren Version von Linernotes</translation>
    </message>
    <message>
        <source>its record {0} of {1} is damaged</source>
        <translation>der Eintrag {0} zu {1} ist beschädigt</translation>
    </message>
    <message>
        <source>it cannot be copied ({0})</source>
        <translation>lässt sich nicht kopieren ({0})</translation>
    </message>
    <message>
        <source>it cannot be put aside ({0})</source>
        <translation>lässt sich nicht beiseitelegen ({0})</translation>
    </message>
    <message>
        <source>it has to change its form, but the copy made before failed ({0})</source>
        <translation>muss umgebaut werden, aber die Kopie davor misslang ({0})</translation>
    </message>
    <message>
        <source>it could not be brought up to date and is as it was ({0}); a copy of it is {1}</source>
        <translation>ließ sich nicht auf den neuen Stand bringen und ist wie zuvor ({0}); eine Kopie ist {1}</translation>
    </message>
    <message>
        <source>it holds no words that Linernotes has written</source>
        <translation>enthält keine Worte, die Linernotes geschrieben hat</translation>
    </message>
    <message>
        <source>it holds triggers that are not Linernotes&apos; own</source>
        <translation>enthält Trigger, die nicht von Linernotes sind</translation>
    </message>
    <message>
        <source>it is another program&apos;s database, not a library</source>
        <translation>die Datenbank eines anderen Programms, keine Bibliothek</translation>
    </message>
    <message>
        <source>it is damaged ({0}); {1}</source>
        <translation>beschädigt ({0}); {1}</translation>
    </message>
    <message>
        <source>it is damaged or no library ({0}); {1}</source>
        <translation>beschädigt oder keine Bibliothek ({0}); {1}</translation>
    </message>
    <message>
        <source>it is not in the library</source>
        <translation>nicht in der Bibliothek</translation>
    </message>
    <message>
        <source>it is not in the library; scan its folder first</source>
        <translation>nicht in der Bibliothek; bitte erst den Ordner einlesen</translation>
    </message>
    <message>
        <source>no backup of it could be made ({0})</source>
        <translation>davon ließ sich keine Sicherung anlegen ({0})</translation>
    </message>
    <message>
        <source>nothing in it is legible ({0})</source>
        <translation>nichts darin ist lesbar ({0})</translation>
    </message>
    <message>
        <source>the words in it cannot be understood ({0})</source>
        <translation>die Worte darin sind nicht zu verstehen ({0})</translation>
    </message>
    <message>
        <source>there is no room for a backup of it</source>
        <translation>kein Platz für eine Sicherung davon</translation>
    </message>
    <message>
        <source>{0} is there already; try again in a second</source>
        <translation>{0} gibt es schon; bitte gleich noch einmal versuchen</translation>
    </message>
    <message>
        <source>{0} of its lines could not be read</source>
        <translation>{0} Zeilen darin ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>a file of the model is missing</source>
        <translation>eine Datei des Modells fehlt</translation>
    </message>
    <message>
        <source>a file of the model was altered</source>
        <translation>eine Datei des Modells wurde verändert</translation>
    </message>
    <message>
        <source>cannot be loaded ({0})</source>
        <translation>lässt sich nicht laden ({0})</translation>
    </message>
    <message>
        <source>it cannot be loaded ({0})</source>
        <translation>lässt sich nicht laden ({0})</translation>
    </message>
    <message>
        <source>its vocabulary cannot be read ({0})</source>
        <translation>das Vokabular darin lässt sich nicht lesen ({0})</translation>
    </message>
    <message>
        <source>model.json cannot be understood ({0})</source>
        <translation>model.json ist nicht zu verstehen ({0})</translation>
    </message>
    <message>
        <source>this installation has no model</source>
        <translation>diese Installation hat kein Modell</translation>
    </message>
    <message>
        <source>a playlist&apos;s name has between 1 and {0} characters</source>
        <translation>der Name einer Playlist hat 1 bis {0} Zeichen</translation>
    </message>
    <message>
        <source>it has more than {0} MiB</source>
        <translation>hat mehr als {0} MiB</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>its name ends in none of {0}</source>
        <translation>der Name endet auf keines von {0}</translation>
    </message>
    <message>
        <source>the playlist “{0}” is gone</source>
        <translation>die Playlist „{0}“ gibt es nicht mehr</translation>
    </message>
    <message>
        <source>there is a file of this name already</source>
        <translation>eine Datei dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>there is a playlist “{0}” already</source>
        <translation>eine Playlist „{0}“ gibt es schon</translation>
    </message>
    <message>
        <source>there is no column {0}; there are {1}</source>
        <translation>eine Spalte {0} gibt es nicht; es gibt {1}</translation>
    </message>
    <message>
        <source>there is no playlist “{0}”</source>
        <translation>eine Playlist „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>“{0}” is a list, not a search</source>
        <translation>„{0}“ ist eine Liste, keine Suche</translation>
    </message>
    <message>
        <source>“{0}” is a search: its tracks cannot be changed by hand</source>
        <translation>„{0}“ ist eine Suche: ihre Titel lassen sich nicht von Hand ändern</translation>
    </message>
    <message>
        <source>it asks for {0}: {1}</source>
        <translation>verlangt {0}: {1}</translation>
    </message>
    <message>
        <source>its policies cannot be read</source>
        <translation>die Regeln darin lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>there is no profile {0}</source>
        <translation>ein Profil {0} gibt es nicht</translation>
    </message>
    <message>
        <source>this is not a profile of Linernotes</source>
        <translation>kein Profil von Linernotes</translation>
    </message>
    <message>
        <source>this profile is not known here; choose one in the settings</source>
        <translation>dieses Profil ist hier nicht bekannt; bitte in den Einstellungen eines wählen</translation>
    </message>
    <message>
        <source>it is a file; choose its folder</source>
        <translation>eine Datei; bitte ihren Ordner wählen</translation>
    </message>
    <message>
        <source>no music was found in it</source>
        <translation>darin wurde keine Musik gefunden</translation>
    </message>
    <message>
        <source>it is empty now (not mounted?); its tracks are kept</source>
        <translation>jetzt leer (nicht eingehängt?); die Titel bleiben erhalten</translation>
    </message>
    <message>
        <source>it is not there; its tracks are kept</source>
        <translation>nicht da; die Titel bleiben erhalten</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>einen solchen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>this is a file; name the folder it is in</source>
        <translation>eine Datei; bitte den Ordner nennen, in dem sie liegt</translation>
    </message>
    <message>
        <source>a file of this name is there that Linernotes has not written</source>
        <translation>eine Datei dieses Namens ist da, die Linernotes nicht geschrieben hat</translation>
    </message>
    <message>
        <source>it has changed since it was listened to; scan its folder first</source>
        <translation>seit dem Anhören geändert; bitte erst den Ordner einlesen</translation>
    </message>
    <message>
        <source>it has no tags that Linernotes can use</source>
        <translation>hat keine Tags, die Linernotes verwenden kann</translation>
    </message>
    <message>
        <source>it is a fragmented MP4, which cannot be written safely</source>
        <translation>ein fragmentiertes MP4, das sich nicht sicher schreiben lässt</translation>
    </message>
    <message>
        <source>it is a link that leads nowhere</source>
        <translation>eine Verknüpfung, die ins Leere führt</translation>
    </message>
    <message>
        <source>it is copy-protected (DRM)</source>
        <translation>kopiergeschützt (DRM)</translation>
    </message>
    <message>
        <source>it is larger than 4 GiB</source>
        <translation>größer als 4 GiB</translation>
    </message>
    <message>
        <source>it is one file under {0} names (hard links)</source>
        <translation>eine Datei unter {0} Namen (harte Links)</translation>
    </message>
    <message>
        <source>it is only a placeholder here (not downloaded, or empty throughout)</source>
        <translation>hier nur ein Platzhalter (nicht heruntergeladen oder durchweg leer)</translation>
    </message>
    <message>
        <source>it is read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>it or its folder belongs to another user or is protected</source>
        <translation>Datei oder Ordner gehört jemand anderem oder ist geschützt</translation>
    </message>
    <message>
        <source>its MP4 structure is damaged: {0}</source>
        <translation>die MP4-Struktur ist beschädigt: {0}</translation>
    </message>
    <message>
        <source>its description is in the file already</source>
        <translation>die Beschreibung steht schon in der Datei</translation>
    </message>
    <message>
        <source>its description is not accepted yet; accept or edit it first</source>
        <translation>die Beschreibung ist noch nicht angenommen; bitte erst annehmen oder bearbeiten</translation>
    </message>
    <message>
        <source>its disk does not give back what was written</source>
        <translation>der Datenträger gibt nicht zurück, was geschrieben wurde</translation>
    </message>
    <message>
        <source>its sound cannot be compared: {0}</source>
        <translation>der Ton lässt sich nicht vergleichen: {0}</translation>
    </message>
    <message>
        <source>its tags are ID3v2.2, which cannot be written as they are</source>
        <translation>Tags in ID3v2.2, die sich so nicht schreiben lassen</translation>
    </message>
    <message>
        <source>its tags are damaged or of a kind that is not known</source>
        <translation>die Tags sind beschädigt oder von unbekannter Art</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>the field {0} does not read back</source>
        <translation>das Feld {0} lässt sich nicht zurücklesen</translation>
    </message>
    <message>
        <source>there is too little free space on its disk for a safe copy</source>
        <translation>auf dem Datenträger ist zu wenig Platz für eine sichere Kopie</translation>
    </message>
    <message>
        <source>this profile writes nothing into files</source>
        <translation>dieses Profil schreibt nichts in Dateien</translation>
    </message>
    <message>
        <source>what was kept of it does not give back the old file</source>
        <translation>was davon aufgehoben wurde, ergibt nicht die alte Datei</translation>
    </message>
    <message>
        <source>writing its tags needs too much memory</source>
        <translation>das Schreiben der Tags braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>writing its tags would change its sound</source>
        <translation>das Schreiben der Tags würde den Ton ändern</translation>
    </message>
    <message>
        <source>writing would lose or alter tags that are not ours{0}</source>
        <translation>beim Schreiben gingen fremde Tags verloren oder würden geändert{0}</translation>
    </message>
    <message>
        <source>{0} files have no tags that Linernotes can use</source>
        <translation>{0}-Dateien haben keine Tags, die Linernotes verwenden kann</translation>
    </message>
    <message>
        <source>in quarantine: {0}</source>
        <translation>in Quarantäne: {0}</translation>
    </message>
    <message>
        <source>listening failed ({0}: {1})</source>
        <translation>das Anhören ist gescheitert ({0}: {1})</translation>
    </message>
    <message>
        <source>listening failed there ({0}: {1})</source>
        <translation>das Anhören ist dort gescheitert ({0}: {1})</translation>
    </message>
    <message>
        <source>the worker died before it could say why</source>
        <translation>der Arbeitsprozess ist abgestürzt, bevor er sagen konnte, warum</translation>
    </message>
    <message>
        <source>listening needed too much memory</source>
        <translation>das Anhören brauchte zu viel Speicher</translation>
    </message>
    <message>
        <source>listening took more than {0} s</source>
        <translation>das Anhören dauerte länger als {0} s</translation>
    </message>
    <message>
        <source>the worker died: {0}</source>
        <translation>der Arbeitsprozess ist abgestürzt: {0}</translation>
    </message>
    <message>
        <source>{0} needs a process, and none could be started</source>
        <translation>{0} braucht einen Prozess, und keiner ließ sich starten</translation>
    </message>
    <message>
        <source>{0} needs too much memory</source>
        <translation>{0} braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>{0} took more than {1} s</source>
        <translation>{0} dauerte länger als {1} s</translation>
    </message>
    <message>
        <source>`linernotes rebuild` puts it aside and makes a new one from your music files, sidecars and backups</source>
        <translation>`linernotes rebuild` legt sie beiseite und macht aus Ihren Musikdateien, Begleitdateien und Sicherungen eine neue</translation>
    </message>
    <message>
        <source>a crash in a decoder</source>
        <translation>ein Absturz in einem Decoder</translation>
    </message>
    <message>
        <source>exit code {0}</source>
        <translation>Rückgabewert {0}</translation>
    </message>
    <message>
        <source>it was killed, perhaps for want of memory</source>
        <translation>er wurde beendet, vielleicht aus Mangel an Speicher</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>das Anhören</translation>
    </message>
    <message>
        <source>listening to it</source>
        <translation>das Anhören</translation>
    </message>
    <message>
        <source>reading its tags</source>
        <translation>das Lesen der Tags</translation>
    </message>
    <message>
        <source>reading or writing its tags</source>
        <translation>das Lesen oder Schreiben der Tags</translation>
    </message>
    <message>
        <source>a word has 1 to {0} characters: “{1}”</source>
        <translation>ein Wort hat 1 bis {0} Zeichen: „{1}“</translation>
    </message>
    <message>
        <source>there may be {0} words at most</source>
        <translation>es dürfen höchstens {0} Wörter sein</translation>
    </message>
    <message>
        <source>“{0}” is preferred and banned</source>
        <translation>„{0}“ ist zugleich bevorzugt und verboten</translation>
    </message>
    <message>
        <source>nothing could be said of it without a word that you have banned</source>
        <translation>ohne ein Wort, das Sie nie lesen möchten, ließ sich nichts darüber sagen</translation>
    </message>
    <message>
        <source>nothing in it was clear enough to be said</source>
        <translation>nichts daran war deutlich genug, um es zu sagen</translation>
    </message>
    <message>
        <source>this does not sound like music</source>
        <translation>klingt nicht nach Musik</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>kein Zugriffsrecht</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>A bracket is not closed.</source>
        <translation>Eine Klammer ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>Brackets are read {0} deep; those within are ignored.</source>
        <translation>Klammern werden bis zur {0}. Ebene gelesen; tiefere bleiben unbeachtet.</translation>
    </message>
    <message>
        <source>Only the first {0} characters are read.</source>
        <translation>Nur die ersten {0} Zeichen werden gelesen.</translation>
    </message>
    <message>
        <source>Only the first {0} conditions are read.</source>
        <translation>Nur die ersten {0} Bedingungen werden gelesen.</translation>
    </message>
    <message>
        <source>There is no field “{0}”.</source>
        <translation>Ein Feld „{0}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no field “{0}”; did you mean “{1}”?</source>
        <translation>Ein Feld „{0}“ gibt es nicht; meinten Sie „{1}“?</translation>
    </message>
    <message>
        <source>There is nothing in this to look for.</source>
        <translation>Darin ist nichts, wonach sich suchen ließe.</translation>
    </message>
    <message>
        <source>“like:” waits for a file or words, such as {0}.</source>
        <translation>Nach „like:“ fehlt noch eine Datei oder ein Wort, etwa {0}.</translation>
    </message>
    <message>
        <source>“{0}” is not a date: write {1}.</source>
        <translation>„{0}“ ist kein Datum: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a key: write {1}.</source>
        <translation>„{0}“ ist keine Tonart: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a length: write {1}.</source>
        <translation>„{0}“ ist keine Länge: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a loudness: write {1}.</source>
        <translation>„{0}“ ist keine Lautheit: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a passage: write @1:05-1:20.</source>
        <translation>„{0}“ ist keine Stelle im Titel: schreiben Sie etwa @1:05-1:20.</translation>
    </message>
    <message>
        <source>“{0}” is not a tempo: write {1}.</source>
        <translation>„{0}“ ist kein Tempo: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a year: write {1}.</source>
        <translation>„{0}“ ist kein Jahr: schreiben Sie etwa {1}.</translation>
    </message>
    <message>
        <source>“{0}:” waits for a value, such as {1}.</source>
        <translation>Nach „{0}:“ fehlt noch ein Wert, etwa {1}.</translation>
    </message>
    <message>
        <source>its sound fits the words ({0})</source>
        <translation>klingt, wie die Worte sagen ({0})</translation>
    </message>
    <message>
        <source>no {0} {1}</source>
        <translation>ohne {0} {1}</translation>
    </message>
    <message>
        <source>sounds alike ({0})</source>
        <translation>klingt ähnlich ({0})</translation>
    </message>
    <message>
        <source>{0} LUFS</source>
        <translation>{0} LUFS</translation>
    </message>
    <message>
        <source>{0} bpm</source>
        <translation>{0} bpm</translation>
    </message>
    <message>
        <source>“{0}” in its album</source>
        <translation>„{0}“ im Albumnamen</translation>
    </message>
    <message>
        <source>“{0}” in its artist</source>
        <translation>„{0}“ beim Interpreten</translation>
    </message>
    <message>
        <source>“{0}” in its description</source>
        <translation>„{0}“ in der Beschreibung</translation>
    </message>
    <message>
        <source>“{0}” in its file name</source>
        <translation>„{0}“ im Dateinamen</translation>
    </message>
    <message>
        <source>“{0}” in its genre</source>
        <translation>„{0}“ im Genre</translation>
    </message>
    <message>
        <source>“{0}” in its title</source>
        <translation>„{0}“ im Titel</translation>
    </message>
    <message>
        <source>“{0}” ≈ its description ({1})</source>
        <translation>„{0}“ ≈ Beschreibung ({1})</translation>
    </message>
    <message>
        <source>({0})</source>
        <translation>({0})</translation>
    </message>
    <message>
        <source>added on {0}</source>
        <translation>hinzugefügt am {0}</translation>
    </message>
    <message>
        <source>added since {0}</source>
        <translation>hinzugefügt seit {0}</translation>
    </message>
    <message>
        <source>added up to {0}</source>
        <translation>hinzugefügt bis {0}</translation>
    </message>
    <message>
        <source>added {0} to {1}</source>
        <translation>hinzugefügt {0} bis {1}</translation>
    </message>
    <message>
        <source>before {0}</source>
        <translation>vor {0}</translation>
    </message>
    <message>
        <source>from the {0}s</source>
        <translation>aus den {0}ern</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>von {0} bis {1}</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>in {0}</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>wie {0}</translation>
    </message>
    <message>
        <source>longer than {0}</source>
        <translation>länger als {0}</translation>
    </message>
    <message>
        <source>no {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>not ({0})</source>
        <translation>nicht ({0})</translation>
    </message>
    <message>
        <source>not {0}</source>
        <translation>nicht {0}</translation>
    </message>
    <message>
        <source>over {0} {1}</source>
        <translation>über {0} {1}</translation>
    </message>
    <message>
        <source>shorter than {0}</source>
        <translation>kürzer als {0}</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>seit {0}</translation>
    </message>
    <message>
        <source>under {0} {1}</source>
        <translation>unter {0} {1}</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0} (from {1})</source>
        <translation>{0} (ab {1})</translation>
    </message>
    <message>
        <source>{0} (up to {1})</source>
        <translation>{0} (bis {1})</translation>
    </message>
    <message>
        <source>{0} ({1}–{2})</source>
        <translation>{0} ({1}–{2})</translation>
    </message>
    <message>
        <source>{0} + {1}</source>
        <translation>{0} + {1}</translation>
    </message>
    <message>
        <source>{0} long</source>
        <translation>{0} lang</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} oder {1}</translation>
    </message>
    <message>
        <source>{0} to {1} long</source>
        <translation>{0} bis {1} lang</translation>
    </message>
    <message>
        <source>{0} to {1} {2}</source>
        <translation>{0} bis {1} {2}</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0} − {1}</source>
        <translation>{0} − {1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
    <message>
        <source>album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>instrument</source>
        <translation>Instrument</translation>
    </message>
    <message>
        <source>mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>root</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>texture</source>
        <translation>Klangbild</translation>
    </message>
    <message>
        <source>over {0} bpm</source>
        <translation>über {0} bpm</translation>
    </message>
    <message>
        <source>under {0} bpm</source>
        <translation>unter {0} bpm</translation>
    </message>
    <message>
        <source>{0}–{1} bpm</source>
        <translation>{0}–{1} bpm</translation>
    </message>
    <message>
        <source>Apple Music: comment, genre, tempo and its own description</source>
        <translation>Apple Music: Kommentar, Genre, Tempo und das eigene Beschreibungsfeld</translation>
    </message>
    <message>
        <source>DJ programs: ID3v2.3, a short comment that begins with the moods</source>
        <translation>DJ-Programme: ID3v2.3, ein kurzer Kommentar, der mit den Stimmungen beginnt</translation>
    </message>
    <message>
        <source>Navidrome, Kodi, Jellyfin: KEY too</source>
        <translation>Navidrome, Kodi, Jellyfin: auch KEY</translation>
    </message>
    <message>
        <source>every field that is empty, as most players read it</source>
        <translation>jedes leere Feld, so wie es die meisten Player lesen</translation>
    </message>
    <message>
        <source>nothing: descriptions stay in the library</source>
        <translation>nichts: Beschreibungen bleiben in der Bibliothek</translation>
    </message>
    <message>
        <source>C major</source>
        <translation>C-Dur</translation>
    </message>
    <message>
        <source>C# major</source>
        <translation>Cis-Dur</translation>
    </message>
    <message>
        <source>D major</source>
        <translation>D-Dur</translation>
    </message>
    <message>
        <source>Eb major</source>
        <translation>Es-Dur</translation>
    </message>
    <message>
        <source>E major</source>
        <translation>E-Dur</translation>
    </message>
    <message>
        <source>F major</source>
        <translation>F-Dur</translation>
    </message>
    <message>
        <source>F# major</source>
        <translation>Fis-Dur</translation>
    </message>
    <message>
        <source>G major</source>
        <translation>G-Dur</translation>
    </message>
    <message>
        <source>Ab major</source>
        <translation>As-Dur</translation>
    </message>
    <message>
        <source>A major</source>
        <translation>A-Dur</translation>
    </message>
    <message>
        <source>Bb major</source>
        <translation>B-Dur</translation>
    </message>
    <message>
        <source>B major</source>
        <translation>H-Dur</translation>
    </message>
    <message>
        <source>C minor</source>
        <translation>c-Moll</translation>
    </message>
    <message>
        <source>C# minor</source>
        <translation>cis-Moll</translation>
    </message>
    <message>
        <source>D minor</source>
        <translation>d-Moll</translation>
    </message>
    <message>
        <source>Eb minor</source>
        <translation>es-Moll</translation>
    </message>
    <message>
        <source>E minor</source>
        <translation>e-Moll</translation>
    </message>
    <message>
        <source>F minor</source>
        <translation>f-Moll</translation>
    </message>
    <message>
        <source>F# minor</source>
        <translation>fis-Moll</translation>
    </message>
    <message>
        <source>G minor</source>
        <translation>g-Moll</translation>
    </message>
    <message>
        <source>Ab minor</source>
        <translation>as-Moll</translation>
    </message>
    <message>
        <source>A minor</source>
        <translation>a-Moll</translation>
    </message>
    <message>
        <source>Bb minor</source>
        <translation>b-Moll</translation>
    </message>
    <message>
        <source>B minor</source>
        <translation>h-Moll</translation>
    </message>
</context>
<context>
    <name>Retelling</name>
    <message numerus="yes">
        <source>Another wording for %Ln tracks</source>
        <translation>
            <numerusform>Andere Formulierung für %Ln Titel</numerusform>
            <numerusform>Andere Formulierung für %Ln Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>Another wording</source>
        <translation>Andere Formulierung</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>&amp;Play or Pause</source>
        <translation>S&amp;pielen oder anhalten</translation>
    </message>
    <message>
        <source>Five seconds back, forward</source>
        <translation>Fünf Sekunden zurück, vor</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Annehmen</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Über&amp;springen</translation>
    </message>
    <message>
        <source>&amp;Edit Description</source>
        <translation>Beschreibung &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Reword</source>
        <translation>&amp;Umformulieren</translation>
    </message>
    <message>
        <source>&amp;Listen Again</source>
        <translation>&amp;Neu anhören</translation>
    </message>
    <message>
        <source>Accept &amp;Album</source>
        <translation>A&amp;lbum annehmen</translation>
    </message>
    <message>
        <source>&amp;Undo Decision</source>
        <translation>Entscheidung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Save your own words</source>
        <translation>Eigene Worte sichern</translation>
    </message>
    <message>
        <source>Leave the editor without saving</source>
        <translation>Bearbeiten ohne Sichern verlassen</translation>
    </message>
    <message>
        <source>Words that you typed are not saved: {0}.</source>
        <translation>Getippte Worte sind nicht gesichert: {0}.</translation>
    </message>
    <message>
        <source>This track&apos;s tags name no album</source>
        <translation>Die Tags dieses Titels nennen kein Album</translation>
    </message>
    <message numerus="yes">
        <source>Accepted %Ln tracks of {0}</source>
        <translation>
            <numerusform>%Ln Titel von {0} angenommen</numerusform>
            <numerusform>%Ln Titel von {0} angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Only what is to be reviewed can be worded anew</source>
        <translation>Nur was zu prüfen ist, lässt sich umformulieren</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>Describe All</source>
        <translation>Alle beschreiben</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Sample of descriptions</source>
        <translation>Probe der Beschreibungen</translation>
    </message>
    <message>
        <source>Looking for music…</source>
        <translation>Suche nach Musik…</translation>
    </message>
    <message numerus="yes">
        <source>Listening to %Ln of your tracks ({0} done)…</source>
        <translation>
            <numerusform>%Ln Ihrer Titel wird angehört ({0} fertig)…</numerusform>
            <numerusform>%Ln Ihrer Titel werden angehört ({0} fertig)…</numerusform>
        </translation>
    </message>
    <message>
        <source>No music was found there</source>
        <translation>Dort wurde keine Musik gefunden</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>This is what Linernotes says</source>
        <translation>Das sagt Linernotes</translation>
    </message>
    <message>
        <source>It is often right and sometimes wrong: nothing is final before you agree.</source>
        <translation>Es hat oft recht und manchmal nicht: Nichts gilt, bevor Sie zustimmen.</translation>
    </message>
    <message numerus="yes">
        <source>Describe the Other %Ln</source>
        <translation>
            <numerusform>Den übrigen %Ln beschreiben</numerusform>
            <numerusform>Die übrigen %Ln beschreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the Library</source>
        <translation>Zur Bibliothek</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Save as Playlist…</source>
        <translation>Als Playlist sichern…</translation>
    </message>
    <message>
        <source>Show in Library</source>
        <translation>In Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Aufheben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks selected</source>
        <translation>
            <numerusform>%Ln Titel ausgewählt</numerusform>
            <numerusform>%Ln Titel ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Wortschatz</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start. Descriptions and searches stay English.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start. Beschreibungen und Suche bleiben englisch.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Parts of ten seconds heard per track</source>
        <translation>Gehörte Stücke von zehn Sekunden je Titel</translation>
    </message>
    <message>
        <source>Cores for listening</source>
        <translation>Kerne zum Anhören</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Priority of listening</source>
        <translation>Priorität beim Anhören</translation>
    </message>
    <message>
        <source>Only when nothing else runs</source>
        <translation>Nur wenn sonst nichts läuft</translation>
    </message>
    <message>
        <source>Give way to other programs</source>
        <translation>Anderen Programmen den Vortritt lassen</translation>
    </message>
    <message>
        <source>Like any other program</source>
        <translation>Wie jedes andere Programm</translation>
    </message>
    <message>
        <source>More parts take longer and miss less in tracks that change.</source>
        <translation>Mehr Stücke dauern länger und verpassen weniger in Titeln, die sich verändern.</translation>
    </message>
    <message>
        <source>Library file</source>
        <translation>Bibliotheksdatei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Another library is opened at the next start.</source>
        <translation>Eine andere Bibliothek wird beim nächsten Start geöffnet.</translation>
    </message>
    <message>
        <source>Where the library is kept</source>
        <translation>Wo die Bibliothek liegt</translation>
    </message>
    <message>
        <source>Library File</source>
        <translation>Bibliotheksdatei</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Filter this list</source>
        <translation>Diese Liste filtern</translation>
    </message>
    <message>
        <source>Filter the list of playlists and facets</source>
        <translation>Die Liste der Playlists und Merkmale filtern</translation>
    </message>
    <message>
        <source>New Playlist…</source>
        <translation>Neue Playlist…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Smooth Order</source>
        <translation>Fließende Reihenfolge</translation>
    </message>
    <message>
        <source>Replace with the Present Search</source>
        <translation>Durch die jetzige Suche ersetzen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Playing needs a system library that is missing ({0})</source>
        <translation>Zum Spielen fehlt eine Systembibliothek ({0})</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>Kein Audiogerät</translation>
    </message>
    <message>
        <source>it stands still; is the sound device gone?</source>
        <translation>Es geht nicht weiter; ist das Audiogerät noch da?</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>Die Datei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>this kind of file cannot be played here</source>
        <translation>Diese Art von Datei lässt sich hier nicht spielen</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>Sie darf nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>Eigene Worte</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Not described</source>
        <translation>Nicht beschrieben</translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message>
        <source>Show all tracks</source>
        <translation>Alle Titel zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks</source>
        <translation>
            <numerusform>%Ln Titel</numerusform>
            <numerusform>%Ln Titel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagPane</name>
    <message>
        <source>Tags of the file</source>
        <translation>Tags der Datei</translation>
    </message>
    <message>
        <source>Nothing is written: the profile is “Library only”.</source>
        <translation>Nichts wird geschrieben: Das Profil ist „Nur Bibliothek“.</translation>
    </message>
    <message>
        <source>Its tags cannot be shown: {0}</source>
        <translation>Die Tags lassen sich nicht zeigen: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields would change (profile “{0}”)</source>
        <translation>
            <numerusform>%Ln Feld würde sich ändern (Profil „{0}“)</numerusform>
            <numerusform>%Ln Felder würden sich ändern (Profil „{0}“)</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing would change in the file</source>
        <translation>In der Datei würde sich nichts ändern</translation>
    </message>
</context>
<context>
    <name>TagTable</name>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>After writing</source>
        <translation>Nach dem Schreiben</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>ergänzt</translation>
    </message>
    <message>
        <source>replaces</source>
        <translation>ersetzt</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Key (plain)</source>
        <translation>Tonart (schlicht)</translation>
    </message>
    <message>
        <source>Short description</source>
        <translation>Kurzbeschreibung</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Described by</source>
        <translation>Beschrieben von</translation>
    </message>
</context>
<context>
    <name>TrackActions</name>
    <message>
        <source>&amp;Play or Pause</source>
        <translation>S&amp;pielen oder anhalten</translation>
    </message>
    <message>
        <source>Play &amp;Best Moment</source>
        <translation>Besten &amp;Moment spielen</translation>
    </message>
    <message>
        <source>Five seconds back, forward</source>
        <translation>Fünf Sekunden zurück, vor</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Annehmen</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Undo Accept or Skip</source>
        <translation>Entscheidung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Listen Again</source>
        <translation>&amp;Neu anhören</translation>
    </message>
    <message>
        <source>Similar &amp;Tracks</source>
        <translation>Ähnliche &amp;Titel</translation>
    </message>
    <message>
        <source>More Like This, &amp;But…</source>
        <translation>&amp;Wie dieser, aber…</translation>
    </message>
    <message>
        <source>Add to Pla&amp;ylist…</source>
        <translation>Zu Pla&amp;ylist hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Remove from Playlist</source>
        <translation>Aus Playlist entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>&amp;Open Folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>New Playlist…</source>
        <translation>Neue Playlist…</translation>
    </message>
</context>
<context>
    <name>TrackView</name>
    <message>
        <source>Tracks</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message numerus="yes">
        <source>%Ln files made what they were.</source>
        <translation>
            <numerusform>%Ln Datei ist wieder im alten Zustand.</numerusform>
            <numerusform>%Ln Dateien sind wieder im alten Zustand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files left as they are, the first: {0}</source>
        <translation>
            <numerusform>%Ln Datei bleibt, wie sie ist: {0}</numerusform>
            <numerusform>%Ln Dateien bleiben, wie sie sind, die erste: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VocabularyTab</name>
    <message>
        <source>Never say</source>
        <translation>Nie sagen</translation>
    </message>
    <message>
        <source>Instead of</source>
        <translation>Statt</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Sagen</translation>
    </message>
    <message>
        <source>Each preferred word stands beside the one it replaces.</source>
        <translation>Jedes bevorzugte Wort steht neben dem, das es ersetzt.</translation>
    </message>
    <message>
        <source>“{0}” stands there twice.</source>
        <translation>„{0}“ steht dort zweimal.</translation>
    </message>
    <message>
        <source>Import a Vocabulary</source>
        <translation>Wortschatz importieren</translation>
    </message>
    <message>
        <source>Export the Vocabulary</source>
        <translation>Wortschatz exportieren</translation>
    </message>
    <message>
        <source>Words you never want to read</source>
        <translation>Worte, die Sie nie lesen möchten</translation>
    </message>
    <message>
        <source>Words you prefer to others</source>
        <translation>Worte, die Sie anderen vorziehen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>“{0}” is listened for ({1}): where it is heard, it will not be told.</source>
        <translation>Auf „{0}“ wird gehört ({1}): Wo es zu hören ist, wird es nicht gesagt.</translation>
    </message>
    <message>
        <source>… and {0} more.</source>
        <translation>… und {0} weitere.</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Position in the track</source>
        <translation>Stelle im Titel</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a music folder here</source>
        <translation>Ziehen Sie einen Musikordner hierher</translation>
    </message>
    <message>
        <source>Linernotes listens to every track and suggests one plain sentence on what it sounds like.
Your files are not changed until you say so.</source>
        <translation>Linernotes hört jeden Titel an und schlägt einen schlichten Satz dazu vor, wie er klingt.
Ihre Dateien werden erst geändert, wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>Choose a Folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Looking for music…</source>
        <translation>Suche nach Musik…</translation>
    </message>
</context>
<context>
    <name>WordTable</name>
    <message>
        <source>Type a word…</source>
        <translation>Wort eingeben…</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Nothing is written into files: the profile in the settings (Ctrl+,) is “Library only”.</source>
        <translation>Nichts wird in Dateien geschrieben: Das Profil in den Einstellungen (Strg+,) ist „Nur Bibliothek“.</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>Nothing to write: accept a description first.</source>
        <translation>Nichts zu schreiben: Nehmen Sie zuerst eine Beschreibung an.</translation>
    </message>
    <message numerus="yes">
        <source>Descriptions into %Ln files</source>
        <translation>
            <numerusform>Beschreibung in %Ln Datei</numerusform>
            <numerusform>Beschreibungen in %Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln descriptions written.</source>
        <translation>
            <numerusform>%Ln Beschreibung geschrieben.</numerusform>
            <numerusform>%Ln Beschreibungen geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} Stopped before the end.</source>
        <translation>{0} Vor dem Ende abgebrochen.</translation>
    </message>
    <message>
        <source>Not written: {0}</source>
        <translation>Nicht geschrieben: {0}</translation>
    </message>
    <message numerus="yes">
        <source>Not written: %Ln files, the first: {0}</source>
        <translation>
            <numerusform>Nicht geschrieben: %Ln Datei: {0}</numerusform>
            <numerusform>Nicht geschrieben: %Ln Dateien, die erste: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WritingTab</name>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Tempo (BPM)</source>
        <translation>Tempo (BPM)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Key, for media servers</source>
        <translation>Tonart, für Medienserver</translation>
    </message>
    <message>
        <source>Apple&apos;s own description</source>
        <translation>Apples eigene Beschreibung</translation>
    </message>
    <message>
        <source>Only where it is empty</source>
        <translation>Nur wo es leer ist</translation>
    </message>
    <message>
        <source>Behind what is there</source>
        <translation>Hinter das Vorhandene</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>Vorhandenes ersetzen</translation>
    </message>
    <message>
        <source>Leave it alone</source>
        <translation>Nicht anrühren</translation>
    </message>
    <message>
        <source>Library only</source>
        <translation>Nur Bibliothek</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>DJ programs</source>
        <translation>DJ-Programme</translation>
    </message>
    <message>
        <source>Media servers</source>
        <translation>Medienserver</translation>
    </message>
    <message>
        <source>Apple Music</source>
        <translation>Apple Music</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write for</source>
        <translation>Schreiben für</translation>
    </message>
    <message>
        <source>Import a Profile</source>
        <translation>Profil importieren</translation>
    </message>
    <message>
        <source>Export the Profile</source>
        <translation>Profil exportieren</translation>
    </message>
    <message>
        <source>The description itself has a field of its own and is always written.</source>
        <translation>Die Beschreibung selbst hat ein eigenes Feld und wird immer geschrieben.</translation>
    </message>
</context>
<context>
    <name>_Checked</name>
    <message>
        <source>written</source>
        <translation>wird geschrieben</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
</context>
</TS>
