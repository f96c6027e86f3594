' The sentences that a person reads stand in cells of this sheet: VBA source holds ASCII only.
Private Const CONF_SHEET As String = "xlwings.conf"

' What Workbook_Open does: lights of an earlier day are computed anew, and the functions get their help.
' Silent whatever happens, and nothing is started or written where there is no need.
Public Sub WhenOpened()
    On Error GoTo Quiet
    If IsAutomated() Or Not HasPython() Then Exit Sub
    DescribeFunctions
    If LightsAreOld() Then RunPython "import xlsync.macros; xlsync.macros.opened()"
Quiet:
End Sub

' A workbook that is read only, or that does not stand in its office (opened from a mail), is left alone.
Private Function LightsAreOld() As Boolean
    Dim computed As String
    On Error GoTo Quiet
    If IsReadOnly() Then Exit Function
    If Len(Dir$(ThisWorkbook.Path & Application.PathSeparator & "xlsync.toml")) = 0 Then Exit Function
    computed = LightsAsOf()
    If Len(computed) = 0 Then Exit Function
    If IsNumeric(computed) Then
        LightsAreOld = CDate(CDbl(computed)) <> Date
    Else
        LightsAreOld = CDate(computed) <> Date
    End If
Quiet:
End Function

' The day of the lights as text. Asked anew, for a file that a command wrote is not computed yet when it opens;
' LibreOffice, which cannot be asked so, shows it on the sheet of the settings.
Private Function LightsAsOf() As String
    On Error GoTo Unknown
    LightsAsOf = ThisWorkbook.Worksheets(CONF_SHEET).Evaluate("lights_as_of&""""")
    Exit Function
Unknown:
    LightsAsOf = Setting("XLSYNC_LIGHTS_AS_OF")
End Function

' Whether a program opened the workbook, not a person. Where nobody can tell (LibreOffice) it was a person.
Private Function IsAutomated() As Boolean
    Dim is_person As Boolean
    On Error GoTo Unknown
    is_person = Application.UserControl
    IsAutomated = Not is_person
Unknown:
End Function

Private Function IsReadOnly() As Boolean
    On Error GoTo Unknown
    IsReadOnly = ThisWorkbook.ReadOnly
Unknown:
End Function

' Says so in one sentence where a click finds no Python.
Private Function CanRun() As Boolean
    Dim sentence As String
    CanRun = HasPython()
    If CanRun Then Exit Function
    sentence = Setting("XLSYNC_NO_PYTHON")
    If Len(sentence) = 0 Then sentence = "Python was not found."
    MsgBox sentence, vbExclamation, Setting("XLSYNC_TITLE")
End Function

Public Function HasPython() As Boolean
    Dim place As String
    On Error GoTo Missing
    place = Expanded(Setting("INTERPRETER_WIN"))
    If Len(place) > 0 Then HasPython = Len(Dir$(place)) > 0
Missing:
End Function

' %NAME% becomes the value of that environment variable.
Private Function Expanded(ByVal place As String) As String
    Dim pieces() As String
    Dim number As Long
    pieces = Split(place, "%")
    For number = 1 To UBound(pieces) - 1 Step 2
        pieces(number) = Environ$(pieces(number))
    Next number
    Expanded = Join(pieces, "")
End Function

' The value beside a key of the settings; "" where there is none.
Private Function Setting(ByVal wanted As String) As String
    Dim place As Long
    On Error GoTo Missing
    place = 1
    With ThisWorkbook.Worksheets(CONF_SHEET)
        Do While Len(.Cells(place, 1).Value) > 0
            If .Cells(place, 1).Value = wanted Then
                Setting = .Cells(place, 2).Value
                Exit Function
            End If
            place = place + 1
        Loop
    End With
Missing:
End Function

' Gives the worksheet functions their help; the workbook is as saved or unsaved afterwards as it was before.
Private Sub DescribeFunctions()
    Dim was_saved As Boolean
    On Error GoTo Quiet
    was_saved = ThisWorkbook.Saved
'@describe
Quiet:
    ThisWorkbook.Saved = was_saved
End Sub

Private Sub Describe(ByVal title As String)
    Dim lines() As String
    Dim arguments() As String
    Dim number As Long
    On Error GoTo Quiet
    lines = Split(Setting("HELP " & UCase$(title)), vbLf)
    ReDim arguments(1 To UBound(lines))
    For number = 1 To UBound(lines)
        arguments(number) = lines(number)
    Next number
    Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & title, _
        Description:=lines(0), Category:=Setting("XLSYNC_CATEGORY"), ArgumentDescriptions:=arguments
Quiet:
End Sub
