<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ActivityPage</name>
    <message numerus="yes">
        <source>The report of %Ln failures is on the clipboard</source>
        <translation>
            <numerusform>The report of %Ln failure is on the clipboard</numerusform>
            <numerusform>The report of %Ln failures is on the clipboard</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditor</name>
    <message numerus="yes">
        <source>Edit %Ln Tracks</source>
        <translation>
            <numerusform>Edit %Ln Track</numerusform>
            <numerusform>Edit %Ln Tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message numerus="yes">
        <source>Undo, %Ln files</source>
        <translation>
            <numerusform>Undo, %Ln file</numerusform>
            <numerusform>Undo, %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write, %Ln files</source>
        <translation>
            <numerusform>Write, %Ln file</numerusform>
            <numerusform>Write, %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undone</source>
        <translation>
            <numerusform>%Ln undone</numerusform>
            <numerusform>%Ln undone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in conflict</source>
        <translation>
            <numerusform>%Ln in conflict</numerusform>
            <numerusform>%Ln in conflict</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message numerus="yes">
        <source>Not written: %Ln files, the first: {0}</source>
        <translation>
            <numerusform>Not written: {0}</numerusform>
            <numerusform>Not written: %Ln files, the first: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} in %Ln files will be written</source>
        <translation>
            <numerusform>{0} in %Ln file will be written</numerusform>
            <numerusform>{0} in %Ln files will be written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Effort</name>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacetItems</name>
    <message numerus="yes">
        <source>{0}, %Ln tracks</source>
        <translation>
            <numerusform>{0}, %Ln track</numerusform>
            <numerusform>{0}, %Ln tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>Undo of %Ln files</source>
        <translation>
            <numerusform>Undo of %Ln file</numerusform>
            <numerusform>Undo of %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo the undo of %Ln files?</source>
        <translation>
            <numerusform>Undo the undo of %Ln file?</numerusform>
            <numerusform>Undo the undo of %Ln files?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo what was written to %Ln files?</source>
        <translation>
            <numerusform>Undo what was written to %Ln file?</numerusform>
            <numerusform>Undo what was written to %Ln files?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget how to undo %Ln written files?</source>
        <translation>
            <numerusform>Forget how to undo %Ln written file?</numerusform>
            <numerusform>Forget how to undo %Ln written files?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%Ln descriptions have found their music.</source>
        <translation>
            <numerusform>%Ln description has found its music.</numerusform>
            <numerusform>%Ln descriptions have found their music.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait until it is scanned.</source>
        <translation>
            <numerusform>%Ln waits until it is scanned.</numerusform>
            <numerusform>%Ln wait until it is scanned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LegendEntry</name>
    <message numerus="yes">
        <source>{0}, %Ln tracks</source>
        <translation>
            <numerusform>{0}, %Ln track</numerusform>
            <numerusform>{0}, %Ln tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message numerus="yes">
        <source>%Ln weaker matches</source>
        <translation>
            <numerusform>%Ln weaker match</numerusform>
            <numerusform>%Ln weaker matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks fit</source>
        <translation>
            <numerusform>%Ln track fits</numerusform>
            <numerusform>%Ln tracks fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Listening</name>
    <message numerus="yes">
        <source>{0} (and %Ln more)</source>
        <translation>
            <numerusform>{0} (and %Ln more)</numerusform>
            <numerusform>{0} (and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>Write %Ln accepted descriptions into their files (Ctrl+S)</source>
        <translation>
            <numerusform>Write %Ln accepted description into its file (Ctrl+S)</numerusform>
            <numerusform>Write %Ln accepted descriptions into their files (Ctrl+S)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message numerus="yes">
        <source>%Ln tracks</source>
        <translation>
            <numerusform>%Ln track</numerusform>
            <numerusform>%Ln tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message numerus="yes">
        <source>%Ln tracks sound like {0}, and the same was heard in them.</source>
        <translation>
            <numerusform>%Ln track sounds like {0}, and the same was heard in it.</numerusform>
            <numerusform>%Ln tracks sound like {0}, and the same was heard in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Accept %Ln Look-Alikes</source>
        <translation>
            <numerusform>&amp;Accept the Look-Alike</numerusform>
            <numerusform>&amp;Accept %Ln Look-Alikes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ordering</name>
    <message numerus="yes">
        <source>sounds like %Ln others in the queue</source>
        <translation>
            <numerusform>sounds like %Ln other in the queue</numerusform>
            <numerusform>sounds like %Ln others in the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlaylistDesk</name>
    <message numerus="yes">
        <source>New playlist {0}: %Ln tracks</source>
        <translation>
            <numerusform>New playlist {0}: %Ln track</numerusform>
            <numerusform>New playlist {0}: %Ln tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks added to {0}</source>
        <translation>
            <numerusform>%Ln track added to {0}</numerusform>
            <numerusform>%Ln tracks added to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks found, {0} not in the library.</source>
        <translation>
            <numerusform>%Ln track found, {0} not in the library.</numerusform>
            <numerusform>%Ln tracks found, {0} not in the library.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tracks written.</source>
        <translation>
            <numerusform>%Ln track written.</numerusform>
            <numerusform>%Ln tracks written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message numerus="yes">
        <source>%Ln tracks are waiting to be listened to.</source>
        <translation>
            <numerusform>%Ln track is waiting to be listened to.</numerusform>
            <numerusform>%Ln tracks are waiting to be listened to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message numerus="yes">
        <source>%Ln left to review</source>
        <translation>
            <numerusform>%Ln track left to review</numerusform>
            <numerusform>%Ln left to review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retelling</name>
    <message numerus="yes">
        <source>Another wording for %Ln tracks</source>
        <translation>
            <numerusform>Another wording for %Ln track</numerusform>
            <numerusform>Another wording for %Ln tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>Accepted %Ln tracks of {0}</source>
        <translation>
            <numerusform>Accepted %Ln track of {0}</numerusform>
            <numerusform>Accepted %Ln tracks of {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message numerus="yes">
        <source>Listening to %Ln of your tracks ({0} done)…</source>
        <translation>
            <numerusform>Listening to %Ln of your tracks ({0} done)…</numerusform>
            <numerusform>Listening to %Ln of your tracks ({0} done)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Describe the Other %Ln</source>
        <translation>
            <numerusform>Describe the Other %Ln</numerusform>
            <numerusform>Describe the Other %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln tracks selected</source>
        <translation>
            <numerusform>%Ln track selected</numerusform>
            <numerusform>%Ln tracks selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message numerus="yes">
        <source>%Ln tracks</source>
        <translation>
            <numerusform>%Ln track</numerusform>
            <numerusform>%Ln tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagPane</name>
    <message numerus="yes">
        <source>%Ln fields would change (profile “{0}”)</source>
        <translation>
            <numerusform>%Ln field would change (profile “{0}”)</numerusform>
            <numerusform>%Ln fields would change (profile “{0}”)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message numerus="yes">
        <source>%Ln files made what they were.</source>
        <translation>
            <numerusform>%Ln file made what it was.</numerusform>
            <numerusform>%Ln files made what they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files left as they are, the first: {0}</source>
        <translation>
            <numerusform>%Ln file left as it is: {0}</numerusform>
            <numerusform>%Ln files left as they are, the first: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message numerus="yes">
        <source>Descriptions into %Ln files</source>
        <translation>
            <numerusform>Description into %Ln file</numerusform>
            <numerusform>Descriptions into %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln descriptions written.</source>
        <translation>
            <numerusform>%Ln description written.</numerusform>
            <numerusform>%Ln descriptions written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not written: %Ln files, the first: {0}</source>
        <translation>
            <numerusform>Not written: {0}</numerusform>
            <numerusform>Not written: %Ln files, the first: {0}</numerusform>
        </translation>
    </message>
</context>
</TS>
