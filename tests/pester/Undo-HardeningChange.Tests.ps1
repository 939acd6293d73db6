BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-RuleContent { (Get-SgRule | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
}

Describe 'Undo-HardeningChange' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-RuleContent
        $done = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference
        $mutations = (Get-Mutation).Count
    }

    AfterEach { Disconnect-AwsHardening }

    It 'restores what was there before, whatever order the changes come in' {
        Get-RuleContent | Should -Not -BeExactly $before
        $changes = Get-HardeningChange
        $undone = $changes | Undo-HardeningChange
        Get-RuleContent | Should -BeExactly $before
        $undone.Undoes | Should -Be $changes[1].ChangeId, $changes[0].ChangeId
        (Get-HardeningChange -Id $changes.ChangeId).Status | Should -Be 'Undone', 'Undone'
    }

    It 'takes ids, set ids, and what Set-SgPeerReference wrote' {
        $set = (Get-HardeningChange)[0].SetId
        Undo-HardeningChange $set | Should -HaveCount 2
        Get-RuleContent | Should -BeExactly $before
        $again = Get-SgRule -GroupName 'WebApp Web*' | Where-Object OpenToVpc | Set-SgPeerReference
        $again | Undo-HardeningChange | Should -HaveCount 1
        $more = Get-SgRule -GroupName 'WebApp Web*' | Where-Object OpenToVpc | Set-SgPeerReference
        $more[0].ChangeId | Undo-HardeningChange | Should -HaveCount 1
        Get-RuleContent | Should -BeExactly $before
    }

    It 'makes no call that changes anything under -WhatIf' {
        $null = $done | Undo-HardeningChange -WhatIf
        (Get-Mutation).Count | Should -Be $mutations
        (Get-HardeningChange).Status | Sort-Object -Unique | Should -Be 'Applied'
    }

    It 'takes back a taking back' {
        $undone = $done | Undo-HardeningChange
        $null = $undone | Undo-HardeningChange
        Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Should -BeNullOrEmpty
    }

    It 'takes back what was changed since a time' {
        Undo-HardeningChange -Since ([datetimeoffset]::MaxValue) | Should -BeNullOrEmpty
        Undo-HardeningChange -Since (Get-HardeningChange)[0].Time | Should -HaveCount 2
        Get-RuleContent | Should -BeExactly $before
    }

    It 'plans with -PlanOnly, and the plan takes back' {
        $plan = $done | Undo-HardeningChange -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        (Get-Mutation).Count | Should -Be $mutations
        $null = $plan | Invoke-HardeningPlan
        Get-RuleContent | Should -BeExactly $before
    }

    It 'takes all of a change back with -Force where nothing has drifted, and nothing under $WhatIfPreference' {
        & { $WhatIfPreference = $true; $done | Undo-HardeningChange -Force } | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $mutations
        $done | Undo-HardeningChange -Force | Should -HaveCount 2
        Get-RuleContent | Should -BeExactly $before
    }

    It 'reports what is taken back already' {
        $null = $done | Undo-HardeningChange
        $calls = (Get-Mutation).Count
        Undo-HardeningChange $done[0].ChangeId -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'ChangeNotUndoable,AwsHardening.Changes.UndoHardeningChangeCommand'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'reports an id that is not there, and takes the others back' {
        $undone = $done[0].ChangeId, 'no-such-change' | Undo-HardeningChange -ErrorAction SilentlyContinue -ErrorVariable problem
        $undone | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'ChangeNotFound,AwsHardening.Changes.UndoHardeningChangeCommand'
        $problem[0].TargetObject | Should -Be 'no-such-change'
    }
}
