BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-ServicesRule { Get-SgRule -GroupName 'Services Server*' -Direction Ingress }
    function Get-RuleContent { (Get-SgRule | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
}

Describe 'Remove-AdminIngress' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'removes every inbound rule of a group with -All, and brings them back' {
        $before = Get-RuleContent
        $done = Remove-AdminIngress -GroupName 'Services Server*' -All
        $done | Should -HaveCount 2
        $done | Should -BeOfType AwsHardening.AdminIngress
        $done | ForEach-Object {
            $_.Status | Should -Be 'Changed'
            $_.Kept | Should -BeNullOrEmpty
            $_.InstanceIds | Should -HaveCount 2
            $_.ChangeId | Should -Not -BeNullOrEmpty
        }
        (Get-Mutation).Operation | Should -Be 'RevokeSecurityGroupIngress'
        Get-ServicesRule | Should -BeNullOrEmpty
        $done | Undo-HardeningChange | Should -HaveCount 1
        Get-RuleContent | Should -BeExactly $before
    }

    It 'asks Session Manager first, for every instance behind the rules' {
        $null = Remove-AdminIngress -GroupName 'Services Server*' -All
        $calls = $session.GetSandboxCalls()
        $asked = @($calls | Where-Object Operation -EQ GetConnectionStatus)
        $asked | Should -HaveCount 2
        $asked[-1].Sequence | Should -BeLessThan ($calls | Where-Object Mutating)[0].Sequence
    }

    It 'does nothing where no rule is open to the world' {
        Remove-AdminIngress | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'takes rules from the pipeline, and leaves those alone that open no admin port to those meant' {
        $done = Get-SgRule | Remove-AdminIngress -Source 192.168.0.0/16
        $done.GroupName | Sort-Object -Unique | Should -Be 'Services Server Security Group'
        $done.Ports | Should -Be '22', '3389'
    }

    It 'works on one rule of a group, not on the group, when a rule is piped' {
        $rule = Get-ServicesRule | Where-Object FromPort -EQ 22
        $rule | Remove-AdminIngress -Source Any | Should -HaveCount 1
        (Get-ServicesRule).Ports | Should -Be '3389'
    }

    It 'takes groups and rules by property name, and all that an object says must hold' {
        $rule = Get-ServicesRule | Where-Object FromPort -EQ 3389
        $done = [pscustomobject]@{ GroupId = $rule.GroupId; RuleId = $rule.RuleId } | Remove-AdminIngress -Source Any
        $done.RuleId | Should -Be $rule.RuleId
        [pscustomobject]@{ SecurityGroupId = $rule.GroupId } | Remove-AdminIngress -Source Any | Should -HaveCount 1
    }

    It 'does nothing when nothing is piped, and never takes that for every group' {
        Get-SgRule -GroupName 'No such*' | Remove-AdminIngress -Source Any | Should -BeNullOrEmpty
        @() | ForEach-Object { [pscustomobject]@{ GroupId = $_ } } | Remove-AdminIngress -Source Any | Should -BeNullOrEmpty
        { $nothing = $null; Remove-AdminIngress -GroupId $nothing -Source Any } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'refuses -All for every group of the Region' {
        Remove-AdminIngress -All -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'AllNeedsGroup*'
        { Remove-AdminIngress -All -ErrorAction Stop } | Should -Throw -ErrorId 'AllNeedsGroup*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'splits a range, and keeps what is not meant' {
        $done = Remove-AdminIngress -GroupName 'Services Server*' -Source 192.168.128.0/17
        $done[0].Kept | Should -Be 'tcp 22 from 192.168.0.0/17'
        $done[0].NewRuleIds[0] | Should -BeLike 'sgr-*'
        (Get-Mutation).Operation | Should -Be 'AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'
        (Get-ServicesRule).Source | Sort-Object -Unique | Should -Be '192.168.0.0/17'
    }

    It 'refuses to cut the caller off, and says how to do it all the same' {
        Remove-AdminIngress -GroupName 'Services Server*' -All -CallerAddress 192.168.7.7 -ErrorAction SilentlyContinue -ErrorVariable problem |
            Should -BeNullOrEmpty
        $problem | Should -HaveCount 2
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AdminIngressNotSafe*'
        $problem[0].Exception.Message | Should -Match '192\.168\.7\.7'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
        Get-Mutation | Should -BeNullOrEmpty
        Remove-AdminIngress -GroupName 'Services Server*' -All -CallerAddress 192.168.7.7 -Force | Should -HaveCount 2
    }

    It 'makes no call that changes anything under -WhatIf, not even with -Force, and says what it would do' {
        $plan = Remove-AdminIngress -GroupName 'Services Server*' -All -WhatIf -Force
        $plan.Status | Should -Be 'WhatIf', 'WhatIf'
        $plan[0].Closed | Should -Be 'tcp 22 from 192.168.0.0/16'
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no with -Confirm' {
        { Remove-AdminIngress -GroupName 'Services Server*' -All -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
        Remove-AdminIngress -GroupName 'Services Server*' -All -Confirm:$false | Should -HaveCount 2
    }

    It 'writes a plan that says which flows are lost and that they were asked for' {
        $plan = Remove-AdminIngress -GroupName 'WebApp Web*' -Source 10.1.0.0/16 -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        Show-HardeningPlan $plan | Out-String | Should -Match 'Flow lost: .*tcp 22,3389 \(asked for\)'
        $null = $plan | Invoke-HardeningPlan
        Get-SgRule -GroupName 'WebApp Web*' -Direction Ingress | Where-Object AdminPort | Should -BeNullOrEmpty
    }

    It 'takes the change back by itself unless it is confirmed' {
        $null = Remove-AdminIngress -GroupName 'Services Server*' -All -RevertAfter 01:00:00
        Get-PendingRevert | Should -HaveCount 1
        { Remove-AdminIngress -All -GroupName 'Services*' -RevertAfter 01:00:00 -PlanOnly } | Should -Throw
    }

    It 'completes ports by number and sources by word' {
        (Complete 'Remove-AdminIngress -Port 54').CompletionText | Should -Contain '5432'
        (Complete 'Remove-AdminIngress -Source ').CompletionText | Sort-Object | Should -Be 'Any', 'World'
    }
}

Describe 'Remove-AdminIngress where there is no other way in' {
    BeforeAll { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterAll { Disconnect-AwsHardening }

    It 'leaves the bastion open, and names it' {
        $bastion = Get-PublicInstance -Name bastion
        Remove-AdminIngress -Force -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoOtherWayIn*'
        $problem[0].Exception.Message | Should -Match $bastion.ResourceId
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }

    It 'closes it when it is named as one that nobody needs to get into' {
        $bastion = Get-PublicInstance -Name bastion
        $done = Remove-AdminIngress -WithoutAccessTo $bastion.ResourceId
        $done.Closed | Should -Be 'tcp 22 from 0.0.0.0/0'
    }
}
