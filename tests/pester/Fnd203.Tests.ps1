# The story of the FND203 workshop, as a user would type it.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    function Get-RuleContent { (Get-SgRule | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
}

Describe 'FND203, items 29 to 35' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-RuleContent
        $open = Get-SgRule | Where-Object OpenToVpc
        $done = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue -ErrorVariable stays
        $mutations = @($session.GetSandboxCalls() | Where-Object Mutating)
    }

    AfterAll { Disconnect-AwsHardening }

    It 'finds eight rules that are open to a VPC' {
        $open | Should -HaveCount 8
    }

    It 'turns 65,536 addresses into <After> in each of the two rules of <Group>' -ForEach @(
        @{ Group = 'WebApp Web Server Security Group'; After = 2; Peers = @('Services Server Security Group') }
        @{ Group = 'WebApp Database Server Security Group'; After = 2; Peers = @('Services Server Security Group') }
        @{ Group = 'Services Server Security Group'; After = 4; Peers = 'WebApp Database Server Security Group', 'WebApp Web Server Security Group' }
    ) {
        $rules = $done | Where-Object GroupName -EQ $Group
        $rules.Ports | Sort-Object | Should -Be '22', '3389'
        $rules.AddressesBefore | Should -Be 65536, 65536
        $rules.AddressesAfter | Should -Be $After, $After
        $names = (Get-SgRule -GroupId $rules[0].Peers).GroupName | Sort-Object -Unique
        $names | Should -Be $Peers
    }

    It 'leaves the two Proof-of-Concept rules, and says why' {
        $stays | Should -HaveCount 2
        $stays.TargetObject.GroupName | Should -BeLike 'PoC Web Server*'
        $stays.TargetObject.FromPort | Sort-Object | Should -Be 22, 3389
        foreach ($problem in $stays) {
            $problem.FullyQualifiedErrorId | Should -BeLike '*,AwsHardening.Network.SetSgPeerReferenceCommand'
            $problem.FullyQualifiedErrorId | Should -Not -BeLike 'UnforeseenFailure*'
            $problem.Exception.Message | Should -Match 'route'
            $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
        @(Get-SgRule | Where-Object OpenToVpc).GroupName | Sort-Object -Unique | Should -BeLike 'PoC Web Server*'
    }

    It 'makes exactly six calls that change something: add before revoke, group by group' {
        $mutations | Should -HaveCount 6
        $mutations.Operation -replace '(Ingress|Egress)$' | Should -Be (@('AuthorizeSecurityGroup', 'RevokeSecurityGroup') * 3)
        @($mutations.Operation -match 'Egress$') | Should -HaveCount 2
        $mutations | Where-Object ErrorCode | Should -BeNullOrEmpty
    }

    It 'takes everything back' {
        Get-HardeningChange -Status Applied | Undo-HardeningChange | Should -HaveCount 3
        Get-RuleContent | Should -BeExactly $before
        Get-SgRule | Where-Object OpenToVpc | Should -HaveCount 8
    }
}

Describe 'FND203, the literal edit of items 31 and 32' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-RuleContent
        $poc = (Get-SgRule -GroupName 'PoC Web Server*')[0].GroupId
        $rules = Get-SgRule -GroupName 'Services Server*' -Direction Egress | Where-Object OpenToVpc
    }

    AfterEach { Disconnect-AwsHardening }

    It 'is refused with the reason where nobody can be asked, naming -Force' {
        $rules | Set-SgPeerReference -Peer $poc -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 2
        $problem[0].Exception.Message | Should -Match 'route'
        $problem[0].Exception.Message | Should -Match '-Force'
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
        Get-RuleContent | Should -BeExactly $before
    }

    It 'is done with -Force' {
        $done = $rules | Set-SgPeerReference -Peer $poc -Force
        $done | Should -HaveCount 2
        $done[0].Peers | Should -Be $poc
        @($session.GetSandboxCalls() | Where-Object Mutating) | Should -HaveCount 2
        (Get-SgRule -RuleId $done.NewRuleIds).Source | Should -Be $poc, $poc
    }

    It 'can be taken back' {
        $rules | Set-SgPeerReference -Peer $poc -Force | Undo-HardeningChange | Should -HaveCount 1
        Get-RuleContent | Should -BeExactly $before
    }
}

Describe 'FND203, items 14 and 62' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-RuleContent
    }

    AfterAll { Disconnect-AwsHardening }

    It 'item 14: the three web sites answer publicly, by the names of the outputs' {
        foreach ($name in 'LoadBalancerFullDNS', 'PoCWebServer1PublicDNS', 'PoCWebServer2PublicDNS') {
            $site = Get-PublicInstance | Where-Object DnsName -EQ $session.Outputs[$name]
            $site.Reachable | Should -BeTrue
            ($site | Test-PublicPort -Port 80).Found | Sort-Object -Unique | Should -Be 'Open'
        }
    }

    It 'item 62: deletes all inbound rules of the services servers, and Session Manager still gets in' {
        $done = Remove-AdminIngress -GroupName 'Services Server Security Group' -All
        $done.Ports | Should -Be '22', '3389'
        Get-SgRule -GroupName 'Services Server*' -Direction Ingress | Should -BeNullOrEmpty
        @($session.GetSandboxCalls() | Where-Object Operation -EQ GetConnectionStatus) | Should -HaveCount 2
    }

    It 'opens them again' {
        Get-HardeningChange -Status Applied | Undo-HardeningChange | Should -HaveCount 1
        Get-RuleContent | Should -BeExactly $before
    }
}
