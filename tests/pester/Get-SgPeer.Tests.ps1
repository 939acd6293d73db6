BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
    $open = Get-SgRule | Where-Object OpenToVpc
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-SgPeer' {
    It 'finds the Services group behind the range of a Web rule, with its two servers as evidence' {
        $peers = $open | Where-Object { $_.GroupName -like 'WebApp Web*' -and $_.FromPort -eq 22 } | Get-SgPeer
        $peers | Should -BeOfType AwsHardening.SgPeer
        $selected = @($peers | Where-Object Selected)
        $selected.PeerGroupName | Should -Be 'Services Server Security Group'
        $selected[0].Status | Should -Be 'Usable'
        $selected[0].AddressCount | Should -Be 2
        $selected[0].Interfaces | Should -HaveCount 2
        $selected[0].Interfaces[0] | Should -BeOfType AwsHardening.SgPeerInterface
    }

    It 'says of the endpoints behind the same range that they never initiate' {
        $peers = $open | Where-Object { $_.GroupName -like 'WebApp Web*' -and $_.FromPort -eq 22 } | Get-SgPeer
        ($peers | Where-Object PeerGroupName -Like 'Endpoint*').Status | Should -Be 'WrongRole'
    }

    It 'selects nothing behind the ranges of the Proof-of-Concept rules, and says why' {
        $peers = $open | Where-Object GroupName -Like 'PoC*' | Get-SgPeer
        $peers | Where-Object Selected | Should -BeNullOrEmpty
        ($peers | Where-Object PeerGroupName -Like 'Services*').Status | Sort-Object -Unique | Should -Be 'NotRoutable'
        $peers.Reason | ForEach-Object { $_ | Should -Match '\w' }
    }

    It 'takes rule ids, given or by property name, and finds the same' {
        $rule = $open[0]
        $expected = ($rule | Get-SgPeer).PeerGroupId
        (Get-SgPeer -RuleId $rule.RuleId).PeerGroupId | Should -Be $expected
        ([pscustomobject]@{ RuleId = $rule.RuleId } | Get-SgPeer).PeerGroupId | Should -Be $expected
        ([pscustomobject]@{ SecurityGroupRuleId = $rule.RuleId } | Get-SgPeer).PeerGroupId | Should -Be $expected
    }

    It 'keeps two rules of the pipeline apart' {
        ($open[0], $open[7] | Get-SgPeer).RuleId | Sort-Object -Unique | Should -Be ($open[0].RuleId, $open[7].RuleId | Sort-Object)
    }

    It 'reports a rule that is not there' {
        Get-SgPeer -RuleId 'sgr-0123456789abcdef0' -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'changes nothing' {
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }
}
