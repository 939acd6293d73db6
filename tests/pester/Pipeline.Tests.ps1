# The async base cmdlet by itself, through cmdlets compiled for this test.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $assembly = Join-Path $TestDrive 'AwsHardening.PipelineProbe.dll'
    Add-Type -Path "$PSScriptRoot/probe/PipelineProbe.cs" -OutputAssembly $assembly -IgnoreWarnings -CompilerOptions '/nowarn:CS1701' -ReferencedAssemblies @(
        [AwsHardening.Pipeline.AsyncCmdlet].Assembly.Location
        [AwsHardening.SgRule].Assembly.Location
        [psobject].Assembly.Location
        'System.Runtime', 'System.Collections', 'System.Threading', 'netstandard')
    Import-Module $assembly

    # Starts a pipeline in a runspace of its own, with the probe in it.
    function Start-Pipeline([string] $Script) {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $nothing.Complete()
        $null = $shell.AddScript("Import-Module '$ModulePath', '$assembly'; $Script")
        [pscustomobject]@{ Shell = $shell; Output = $output; Handle = $shell.BeginInvoke($nothing, $output) }
    }

    function Wait-Until([scriptblock] $Condition, [string] $What) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($clock.Elapsed.TotalSeconds -gt 30) { throw "Waited 30 seconds for $What. $($run.Shell.Streams.Error)" }
            [System.Threading.Thread]::Yield() | Out-Null
        }
    }
}

Describe 'The pipeline base' {
    BeforeEach { [AwsHardening.PipelineProbe.Seen]::Reset() }

    It 'writes objects and errors in the order in which the work wrote them' {
        $all = Test-Mixture 2>&1 3>$null
        $all | ForEach-Object { "$($_ -is [int] ? $_ : $_.TargetObject)" } | Should -Be 'First', '1', 'Second', '2'
    }

    It 'keeps verbose, warning and progress records' {
        $records = Test-Mixture -Verbose *>&1 2>$null
        $records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -HaveCount 1
        $records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | Should -HaveCount 1
    }

    It 'makes an error record of all that the engine says' {
        $null = Test-Mixture -ErrorVariable errors -ErrorAction SilentlyContinue 3>$null
        $errors[0].FullyQualifiedErrorId | Should -BeExactly 'First,AwsHardening.PipelineProbe.TestMixtureCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $errors[0].TargetObject | Should -BeExactly 'First'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Look elsewhere.'
        $errors[0].Exception.Message | Should -BeExactly 'Reading First failed. Look elsewhere.'
    }

    It 'knows every kind of error of the engine by the same name' {
        $names = [enum]::GetNames([System.Management.Automation.ErrorCategory])
        [enum]::GetNames([AwsHardening.Seam.OperationErrorCategory]) | Should -BeIn $names
    }

    It 'goes no further than downstream has read' {
        $ahead = Test-Sequence -Count 50 | ForEach-Object { [AwsHardening.PipelineProbe.Seen]::Written - $_ }
        ($ahead | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 0
    }

    It 'stops at the first error under -ErrorAction Stop, with the work ended' {
        { Test-Mixture -ErrorAction Stop 3>$null } | Should -Throw -ErrorId 'First,*'
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 1
    }

    It 'ends the work when Select-Object has what it wants' {
        Test-Sequence -Count 1000 -ThenWait | Select-Object -First 1 | Should -Be 1
        [AwsHardening.PipelineProbe.Seen]::Started | Should -Be 1
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 1
        [AwsHardening.PipelineProbe.Seen]::Disposed | Should -Be 1
    }

    It 'answers work that still asks when the pipeline has gone' {
        Test-LateQuestion | Select-Object -First 1 | Should -Be 1
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 1
    }

    It 'ends the work on Ctrl+C' {
        $run = Start-Pipeline 'Test-Sequence -ThenWait'
        Wait-Until { $run.Output.Count -gt 0 } 'the first object'
        $run.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 1
        $run.Shell.Dispose()
    }

    It 'asks nothing of the user under -WhatIf' {
        Test-Question -WhatIf | Should -Be 'no'
    }

    It 'says that nobody can be asked where the host cannot ask' {
        $run = Start-Pipeline 'Test-Question'
        $run.Shell.EndInvoke($run.Handle)
        $run.Output | Should -Be 'nobody'
        $run.Shell.Dispose()
        Invoke-FreshPowerShell 'Import-Module $module; Import-Module $probe; Test-Question' @{ module = $ModulePath; probe = $assembly } |
            Should -Contain 'nobody'
    }

    It 'takes a bare Enter, or an end of input, for no' {
        $script = "Import-Module '$ModulePath'; Import-Module '$assembly'; 'answer: ' + (Test-Question)"
        ('' | Invoke-Pwsh -NoProfile -Command $script) -join "`n" | Should -Match 'answer: (False|nobody)'
        (@() | Invoke-Pwsh -NoProfile -Command $script) -join "`n" | Should -Match 'answer: (False|nobody)'
    }

    It 'lets a failure that nobody foresaw end the statement' {
        { Test-Failure } | Should -Throw -ErrorId 'UnforeseenFailure,*'
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 1
    }

    It 'runs once a record, and keeps the records in order' {
        2, 1, 3 | Test-Sequence | Should -Be 1, 2, 1, 1, 2, 3
        [AwsHardening.PipelineProbe.Seen]::Ended | Should -Be 3
    }
}
