BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'makes a key for each name of the pipeline, as one set of changes' {
        $made = 'application', 'customer/4711' | New-DataKey
        $made.DataKeyId | Should -Be 'application', 'customer/4711'
        $made.Version | Should -Be 1, 1
        @((Get-HardeningChange -Id $made.ChangeId).SetId | Sort-Object -Unique) | Should -HaveCount 1
    }

    It 'overwrites nothing, and reports each key that cannot be made' {
        $null = New-DataKey application
        $made = 'application', 'not an id!', 'second' | New-DataKey -ErrorAction SilentlyContinue -ErrorVariable problem
        $made.DataKeyId | Should -BeExactly 'second'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'DataKeyExists', 'DataKeyIdInvalid'
        { Get-DataKey absent -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyNotFound*'
    }

    It 'changes nothing under -WhatIf and -PlanOnly, and a plan is applied once' {
        $calls = (Get-Mutation | Where-Object Service -EQ dynamodb).Count
        New-DataKey application -WhatIf
        $plan = New-DataKey application -PlanOnly
        (Get-Mutation | Where-Object Service -EQ dynamodb).Count | Should -Be $calls
        $null = $plan | Invoke-HardeningPlan
        (Get-DataKey).DataKeyId | Should -BeExactly 'application'
    }

    It 'keeps no secret in journal, output or verbose' {
        $text = & { New-DataKey application -Verbose; Protect-Data 'Attack at dawn' -DataKeyId application -AsBase64 -Verbose; Get-HardeningChange | ConvertTo-Json -Depth 9 } *>&1 | Out-String
        $text | Should -Not -Match 'Attack'
        $text | Should -Not -Match '"?Plaintext"?:'
    }

    It 'is taken back by itself unless it is confirmed' {
        $key = New-DataKey application -RevertAfter 00:10:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
        $key | Confirm-HardeningChange
        Get-PendingRevert | Should -BeNullOrEmpty
    }
}
