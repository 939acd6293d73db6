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

Describe 'New-, Get-, Update- and Disable-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'make, list, renew, rewrap and disable keys' {
        ('application', 'customer/4711' | New-DataKey).DataKeyId | Should -Be 'application', 'customer/4711'
        (Get-DataKey).DataKeyId | Should -Be 'application', 'customer/4711'
        $message = Protect-Data 'x' -DataKeyId application
        (Get-DataKey application | Update-DataKey).Version | Should -Be 2
        (Get-DataKey | Update-DataKey -Rewrap).Status | Should -Be 'Enabled', 'Enabled'
        $disabled = Disable-DataKey application -WarningVariable said -WarningAction SilentlyContinue
        $disabled.Status | Should -BeExactly 'Disabled'
        $said | Should -Match 'stops new use only'
        Unprotect-Data -InputObject $message -AsString | Should -BeExactly 'x'
        { Protect-Data 'x' -DataKeyId application -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyDisabled*'
        $disabled | Undo-HardeningChange | Should -HaveCount 1
        (Get-DataKey application).Status | Should -BeExactly 'Enabled'
    }

    It 'overwrite nothing, and report each key that cannot be made' {
        $null = New-DataKey application
        $made = 'application', 'not an id!', 'second' | New-DataKey -ErrorAction SilentlyContinue -ErrorVariable problem
        $made.DataKeyId | Should -BeExactly 'second'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'DataKeyExists', 'DataKeyIdInvalid'
        { Get-DataKey absent -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyNotFound*'
    }

    It 'change nothing under -WhatIf and -PlanOnly, and a plan is applied once' {
        $calls = (Get-Mutation | Where-Object Service -EQ dynamodb).Count
        New-DataKey application -WhatIf
        $plan = New-DataKey application -PlanOnly
        (Get-Mutation | Where-Object Service -EQ dynamodb).Count | Should -Be $calls
        $null = $plan | Invoke-HardeningPlan
        (Get-DataKey).DataKeyId | Should -BeExactly 'application'
    }

    It 'keep no secret in journal, output or verbose' {
        $text = & { New-DataKey application -Verbose; Protect-Data 'Attack at dawn' -DataKeyId application -AsBase64 -Verbose; Get-HardeningChange | ConvertTo-Json -Depth 9 } *>&1 | Out-String
        $text | Should -Not -Match 'Attack'
        $text | Should -Not -Match '"?Plaintext"?:'
    }

    It 'are taken back by themselves unless they are confirmed' {
        $key = New-DataKey application -RevertAfter 00:10:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
        $key | Confirm-HardeningChange
        Get-PendingRevert | Should -BeNullOrEmpty
    }
}
