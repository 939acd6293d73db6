BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-ConfigTimeline' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1
        $done = @(Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue)
    }
    AfterEach { Disconnect-AwsHardening }

    It 'shows the timeline of a group with what changed and who did it' {
        $timeline = @($done[0] | Get-ConfigTimeline)
        $timeline[0].Status | Should -BeExactly 'Discovered'
        $timeline[-1].Changes | Should -Not -BeNullOrEmpty
        $timeline[-1].Cause.UserName | Should -BeExactly 'admin'
        (Get-ConfigTimeline sg-00000000000000000 -ErrorAction SilentlyContinue -ErrorVariable problem) | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
    }
}
