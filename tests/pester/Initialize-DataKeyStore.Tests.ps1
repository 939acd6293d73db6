BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Initialize-DataKeyStore' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'makes key and table by the workshop''s names, once' {
        $store = Initialize-DataKeyStore -Force
        $store | Should -BeOfType AwsHardening.DataKeyStore
        $store.Status | Should -BeExactly 'Created'
        $store.KeyRotationEnabled, $store.KmsEncrypted, $store.PointInTimeRecoveryEnabled, $store.DeletionProtectionEnabled | Should -Not -Contain $false
        $calls = (Get-Mutation).Count
        (Initialize-DataKeyStore).Status | Should -BeExactly 'Unchanged'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'changes nothing under -WhatIf, and nothing where nobody can be asked twice' {
        (Initialize-DataKeyStore -WhatIf).Status | Should -BeExactly 'WhatIf'
        Initialize-DataKeyStore -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'plans, and the plan is applied' {
        $plan = Initialize-DataKeyStore -TableName team_keys -KeyAlias alias/team -PlanOnly
        Get-Mutation | Should -BeNullOrEmpty
        @($plan.Changes | Where-Object Irreversible) | Should -HaveCount 2
        $null = $plan | Invoke-HardeningPlan -Force
        (Initialize-DataKeyStore -TableName team_keys -KeyAlias alias/team).Status | Should -BeExactly 'Unchanged'
    }
}
