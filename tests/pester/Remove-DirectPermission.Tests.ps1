BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Add-Direct([string] $User) {
        $null = Invoke-Account $session iam AttachUserPolicy @{ UserName = $User; PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess' }
        $null = Invoke-Account $session iam PutUserPolicy @{ UserName = $User; PolicyName = 'own'; PolicyDocument = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}' }
    }

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating | Select-Object -Skip $skip) }
}

Describe 'Remove-DirectPermission' {
    BeforeEach {
        $skip = 0
        $session = Connect-AwsHardening -Sandbox SecurityEssentials
        $null = New-RoleAccess audit -AdminUser operator
        Add-Direct audit
        Add-Direct operator
        $skip = (Get-Mutation).Count
    }
    AfterEach { Disconnect-AwsHardening }

    It 'strips users, by value and by property name, and takes it back' {
        $done = 'audit' | Remove-DirectPermission -Confirm:$false
        $done | Should -BeOfType AwsHardening.IdentityChange
        $done.Status | Should -Be 'Applied'
        (Get-Mutation).Operation | Sort-Object | Should -Be 'DeleteUserPolicy', 'DetachUserPolicy'
        [pscustomobject]@{ UserName = 'operator' } | Remove-DirectPermission -Confirm:$false | Should -HaveCount 1
        Remove-DirectPermission audit, operator -Confirm:$false | Should -BeNullOrEmpty
        $done | Undo-HardeningChange | Should -HaveCount 1
        Remove-DirectPermission audit -WhatIf | Should -HaveCount 1
    }

    It 'makes no call that changes anything under -WhatIf' {
        (Remove-DirectPermission audit -WhatIf).Status | Should -Be 'WhatIf'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'asks, and takes nobody for no' {
        { Remove-DirectPermission audit -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'writes a plan, and the plan does the same' {
        $plan = Remove-DirectPermission audit, operator -PlanOnly
        $plan.Changes | Should -HaveCount 2
        Get-Mutation | Should -BeNullOrEmpty
        ($plan | Invoke-HardeningPlan -Confirm:$false).Status | Should -Be 'Applied', 'Applied'
        Remove-DirectPermission audit, operator -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses the caller, the last administrator, whoever has no role and whoever is not there, and strips the others' {
        $null = Invoke-Account $session iam CreateUser @{ UserName = 'boss' }
        $null = Invoke-Account $session iam AttachUserPolicy @{ UserName = 'boss'; PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess' }
        $null = Invoke-Account $session iam CreateUser @{ UserName = 'robot' }
        Add-Direct robot
        $skip = @($session.GetSandboxCalls() | Where-Object Mutating).Count
        $me = (Get-CallerIdentity).PrincipalName
        $done = Remove-DirectPermission $me, robot, ghost, audit -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
        $done.ResourceId | Should -Be 'audit'
        ($problem.FullyQualifiedErrorId -replace ',.*').Trim() | Should -Be 'CallerWouldBeStripped', 'NoRoleLeft', 'UserNotFound'
        $problem.ErrorDetails.RecommendedAction | Should -Not -Contain $null
        { Remove-DirectPermission boss -Force -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'LastAdministrator*'
        (Remove-DirectPermission robot -Force -Confirm:$false).Status | Should -Be 'Applied'
        $engine = [AwsHardening.HardeningSession].GetProperty('Handle', [System.Reflection.BindingFlags] 'Instance,NonPublic').GetValue($session)
        $iam = $engine.Sandbox.GetType().GetMethod('Service').MakeGenericMethod($engine.Sandbox.GetType().Assembly.GetType('AwsHardening.Sandbox.Iam.IamService')).Invoke($engine.Sandbox, @())
        $iam.AddDevice('operator', 'arn:aws:iam::123456789012:mfa/operator')
        $null = Invoke-Account $session iam CreateAccessKey @{ UserName = 'operator' }
        (Remove-DirectPermission boss -Force -Confirm:$false).Status | Should -Be 'Applied'
    }

    It 'comes back by itself when its time has come' {
        $null = Remove-DirectPermission audit -RevertAfter 00:00:01 -Confirm:$false -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        Remove-DirectPermission audit -WhatIf | Should -HaveCount 1
    }

    It 'completes names that were read' {
        $null = Remove-DirectPermission audit -WhatIf
        (Complete 'Remove-DirectPermission o').CompletionText | Should -Be 'operator'
        (Complete 'Remove-DirectPermission audit -AdminRoleName a').CompletionText | Should -Be 'admin'
    }
}
