BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-RuleContent { (Get-SgRule | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Invoke-HardeningPlan' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $plan = New-Plan
    }
    AfterEach { Disconnect-AwsHardening }

    It 'makes exactly the calls of the plan' {
        $made = $plan | Invoke-HardeningPlan
        $made.ChangeId | Should -Be $plan.Changes.ChangeId
        $made.Status | Should -Be 'Applied', 'Applied'
        $made.PlanId | Should -Be $plan.PlanId, $plan.PlanId
        (Get-Mutation).Operation | Should -Be ($plan.Changes.Calls -replace '^ec2:(\w+) .*', '$1')
        Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Should -BeNullOrEmpty
        $plan | Undo-HardeningChange | Should -HaveCount 2
    }

    It 'changes nothing under -WhatIf, nor with -Force under $WhatIfPreference' {
        $plan | Invoke-HardeningPlan -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; $plan | Invoke-HardeningPlan -Force } | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'asks nothing with -Confirm:$false' {
        $plan | Invoke-HardeningPlan -Confirm:$false | Should -HaveCount 2
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'PlanOfAnotherAccount'; Arguments = @{ Region = 'eu-west-3' }; Words = 'eu-west-3' }
        @{ Id = 'PlanOverMaxChange'; Arguments = @{ MaxChange = 1 }; Words = 'has 2 changes, and -MaxChange allows 1' }
        @{ Id = 'PlanOverMaxPercent'; Arguments = @{ MaxPercent = 1 }; Words = '-MaxPercent allows 1 %' }
    ) {
        $plan | Invoke-HardeningPlan @Arguments -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly "$Id,AwsHardening.Changes.InvokeHardeningPlanCommand"
        "$($problem[0])" | Should -BeLike "*$Words*"
        { $plan | Invoke-HardeningPlan @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'refuses a plan whose resource has drifted, with the difference' {
        $null = (New-Plan 'WebApp Web*') | Invoke-HardeningPlan
        $calls = (Get-Mutation).Count
        { $plan | Invoke-HardeningPlan -ErrorAction Stop } | Should -Throw '*is gone*' -ErrorId 'PlanDrifted,*'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'refuses a plan that was applied already' {
        $null = $plan | Invoke-HardeningPlan
        $calls = (Get-Mutation).Count
        { $plan | Invoke-HardeningPlan -ErrorAction Stop } | Should -Throw '*was applied already*' -ErrorId 'PlanAlreadyApplied,*'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'takes a plan back by itself when its time has come' {
        $before = Get-RuleContent
        $made = $plan | Invoke-HardeningPlan -RevertAfter 00:00:02 -WarningAction SilentlyContinue -WarningVariable said
        $said | Should -HaveCount 1
        $said[0].Message | Should -Match 'Confirm-HardeningChange -Id'
        $made.Status | Should -Be 'Applied', 'Applied'
        Get-RuleContent | Should -Not -BeExactly $before
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        Get-RuleContent | Should -BeExactly $before
        (Get-HardeningChange -Id $plan.PlanId).Status | Should -Be 'Undone', 'Undone'
    }

    It 'keeps a plan that is confirmed by its id' {
        $null = $plan | Invoke-HardeningPlan -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        $after = Get-RuleContent
        (Get-PendingRevert).ChangeIds | Should -Be $plan.Changes.ChangeId
        Confirm-HardeningChange $plan.PlanId | Should -HaveCount 2
        Get-PendingRevert | Should -BeNullOrEmpty
        Get-RuleContent | Should -BeExactly $after
    }

    It 'leaves no revert behind a plan that is refused' {
        $plan | Invoke-HardeningPlan -RevertAfter 01:00:00 -MaxChange 1 -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-PendingRevert | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
    }
}
