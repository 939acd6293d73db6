BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Set-PasswordPolicy' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'sets a baseline, once, and takes it back to none' {
        $policy = Set-PasswordPolicy CIS
        $policy | Should -BeOfType AwsHardening.AccountPasswordPolicy
        $policy.MinimumPasswordLength, $policy.PasswordReusePrevention, $policy.Status | Should -Be 14, 24, 'Applied'
        (Set-PasswordPolicy CIS).Status | Should -Be 'Unchanged'
        $policy | Undo-HardeningChange | Should -HaveCount 1
        (Get-Mutation).Operation | Should -Be 'UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'
    }

    It 'takes baselines by value and settings by property name' {
        $policy = 'Workshop', 'CIS' | Set-PasswordPolicy -Confirm:$false
        $policy.MinimumPasswordLength, $policy.RequireSymbols, $policy.AllowUsersToChangePassword | Should -Be 14, $true, $true
        $policy = [pscustomobject]@{ MinimumPasswordLength = 20; MaxPasswordAge = 90 } | Set-PasswordPolicy
        $policy.MinimumPasswordLength, $policy.MaxPasswordAge, $policy.PasswordReusePrevention | Should -Be 20, 90, 24
    }

    It 'weakens nothing unless told to' {
        $null = Set-PasswordPolicy CIS
        $policy = Set-PasswordPolicy -MinimumPasswordLength 8 -ErrorAction SilentlyContinue -ErrorVariable problem
        $policy.MinimumPasswordLength, $policy.Status | Should -Be 14, 'Unchanged'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'WouldWeaken,AwsHardening.Identity.SetPasswordPolicyCommand'
        { Set-PasswordPolicy -MinimumPasswordLength 8 -ErrorAction Stop } | Should -Throw -ErrorId 'WouldWeaken*'
        (Set-PasswordPolicy -MinimumPasswordLength 8 -AllowWeaker).MinimumPasswordLength | Should -Be 8
    }

    It 'makes no call that changes anything under -WhatIf, and asks with -Confirm' {
        (Set-PasswordPolicy FSBP -WhatIf).Status | Should -Be 'WhatIf'
        { Set-PasswordPolicy FSBP -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'writes a plan, and the plan does the same' {
        $plan = Set-PasswordPolicy Workshop -PlanOnly
        Get-Mutation | Should -BeNullOrEmpty
        ($plan | Invoke-HardeningPlan).Status | Should -Be 'Applied'
        (Set-PasswordPolicy Workshop).Status | Should -Be 'Unchanged'
        Set-PasswordPolicy Workshop -PlanOnly | Should -BeNullOrEmpty
    }

    It 'goes by itself when its time has come' {
        $null = Set-PasswordPolicy CIS -RevertAfter 00:00:01 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        (Get-Mutation)[-1].Operation | Should -BeExactly 'DeleteAccountPasswordPolicy'
    }

    It 'completes baselines, and refuses others' {
        (Complete 'Set-PasswordPolicy -Baseline C').CompletionText | Should -Be 'CIS'
        { Set-PasswordPolicy Other } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        { Set-PasswordPolicy -MinimumPasswordLength 5 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}
