BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-ReachableAddress' {
    It 'lists the servers behind the 65,536 addresses of a rule' {
        $rule = Get-SgRule -GroupName 'Services Server*' -Direction Egress -Port 22
        $rule.AddressCount | Should -Be 65536
        $reached = $rule | Get-ReachableAddress
        $reached | Should -BeOfType AwsHardening.ReachableAddress
        $reached.IpAddress | Should -Be '10.0.1.4', '10.0.2.4', '10.0.129.4', '10.0.130.4'
        $reached.Traffic | Sort-Object -Unique | Should -Be 'tcp 22'
        $reached.Direction | Sort-Object -Unique | Should -Be 'Egress'
    }

    It 'lists who reaches a group, and with what' {
        $in = Get-ReachableAddress 'WebApp Database Server Security Group' -Direction Ingress
        ($in | Where-Object IpAddress -EQ '10.0.1.4').Traffic | Should -Be 'tcp 3306'
        ($in | Where-Object IpAddress -Like '10.1.*').Traffic | Sort-Object -Unique | Should -Be 'tcp 22,3389'
        $in | Where-Object Outside | Should -BeNullOrEmpty
    }

    It 'gives what is outside as ranges' {
        $in = Get-ReachableAddress 'PoC Web Server Security Group' -Direction Ingress | Where-Object Outside -EQ Internet
        $in.IpAddress, $in.Traffic | Should -Be '0.0.0.0/0', 'tcp 80'
    }

    It 'takes rules and instances by property name' {
        $rule = Get-SgRule -GroupName 'Services Server*' -Direction Egress -Port 22
        ([pscustomobject]@{ RuleId = $rule.RuleId } | Get-ReachableAddress).IpAddress | Should -HaveCount 4
    }

    It 'reports a rule that is not there' {
        Get-ReachableAddress 'sgr-0123456789abcdef0' -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SecurityGroupRuleNotFound,*'
        { Get-ReachableAddress 'sgr-0123456789abcdef0' -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityGroupRuleNotFound,*'
    }
}
