BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-ThreatFinding' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -Include GuardDuty
    }
    AfterEach { Disconnect-AwsHardening }

    It 'takes a type apart' {
        $finding = New-SampleFinding -Force 'Backdoor:EC2/C&CActivity.B!DNS'
        $finding.Purpose, $finding.ResourceType, $finding.Family, $finding.Mechanism, $finding.Artifact | Should -Be 'Backdoor', 'EC2', 'C&CActivity', 'B', 'DNS'
        $finding.ActionType, $finding.DataSource, $finding.Sample | Should -Be 'DNS_REQUEST', 'DNS logs', $true
        $other = New-SampleFinding -Force UnauthorizedAccess:IAMUser/UnusualASNCaller
        $other.ActionType, $other.DataSource, $other.ResourceId | Should -Be 'AWS_API_CALL', 'CloudTrail', 'GeneratedFindingUserName'
    }

    It 'says where there is no detector' {
        Get-ThreatFinding -Region eu-west-1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DetectorNotFound,*'
    }
}
