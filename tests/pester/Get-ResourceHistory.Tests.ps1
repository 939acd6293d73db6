BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-ResourceHistory' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1
        $done = @(Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue)
    }
    AfterEach { Disconnect-AwsHardening }

    It 'joins all of it on one resource, in time order' {
        $history = @($done[0] | Get-ResourceHistory)
        $history.Source | Sort-Object -Unique | Should -Be 'Change', 'Configuration', 'Event'
        $history.Time | Should -Be ($history.Time | Sort-Object)
    }
}
