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

    It 'takes a bucket by its ARN and its Region from the record that is piped in' {
        $null = Enable-AuditBaseline -Include Config, GuardDuty -Region eu-west-1
        $bucket = New-StateBucket -Name example-state -Region eu-west-1
        $history = @($bucket | Get-ResourceHistory)
        $history.Source | Should -Contain 'Change'
        $history.Source | Should -Contain 'Event'
        ($session.GetSandboxCalls() | Where-Object Operation -EQ 'LookupEvents').Region | Sort-Object -Unique | Should -Be 'eu-west-1'
        @(Get-ResourceHistory -ResourceId $bucket.Arn -Region eu-west-1).Count | Should -Be $history.Count
    }
}
