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

    It 'takes the rule of a network ACL from the pipeline' {
        $rule = Get-NaclRule | Select-Object -First 1
        $timeline = @($rule | Get-ConfigTimeline)
        $timeline | Should -Not -BeNullOrEmpty
        $timeline.ResourceId | Sort-Object -Unique | Should -BeExactly $rule.NaclId
        $timeline.ResourceType | Sort-Object -Unique | Should -BeExactly 'AWS::EC2::NetworkAcl'
    }
}
