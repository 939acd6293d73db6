BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-RoleAccess' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'raises the roles of the workshop, and lets users enrol their devices' {
        $done = New-RoleAccess audit -AdminUser operator
        $done | ForEach-Object { $_ | Should -BeOfType AwsHardening.IdentityChange }
        $done.Status | Sort-Object -Unique | Should -Be 'Applied'
        (Get-Mutation).Operation | Should -Be 'UpdateAssumeRolePolicy', 'UpdateAssumeRolePolicy', 'CreatePolicy', 'AttachUserPolicy', 'AttachUserPolicy'
        $trust = (Get-Mutation)[1].Parameters | ConvertFrom-Json
        $statement = ($trust.PolicyDocument | ConvertFrom-Json).Statement
        $statement.Principal.AWS | Should -BeExactly 'arn:aws:iam::123456789012:user/operator'
        $statement.Condition.Bool.PSObject.Properties.Name | Should -BeExactly 'aws:MultiFactorAuthPresent'
        (Get-HardeningChange -Id $done[0].ChangeId).ResourceType | Should -BeExactly 'AWS::IAM::Role'
    }

    It 'is idempotent' {
        $null = New-RoleAccess audit -AdminUser operator
        $calls = (Get-Mutation).Count
        New-RoleAccess audit -AdminUser operator | Should -BeNullOrEmpty
        New-RoleAccess audit -AdminUser operator -PlanOnly | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'makes other roles under other names, and takes everything back' {
        $asked = @{ ReadOnlyRoleName = 'look'; AdminRoleName = 'rule'; AssumePolicyPrefix = 'be_'; MfaPolicyName = 'own_mfa'; MaxSessionDuration = 7200; PermissionsBoundary = 'arn:aws:iam::aws:policy/AdministratorAccess' }
        $done = New-RoleAccess audit -AdminUser operator -ReadOnlyRequiresMfa @asked
        $done.ResourceId | Should -Be 'look', 'arn:aws:iam::123456789012:policy/be_look', 'rule', 'arn:aws:iam::123456789012:policy/be_rule', 'arn:aws:iam::123456789012:policy/own_mfa', 'audit', 'operator'
        $role = (Get-Mutation)[0].Parameters | ConvertFrom-Json
        $role.MaxSessionDuration | Should -Be 7200
        $role.PermissionsBoundary | Should -BeExactly $asked.PermissionsBoundary
        $role.AssumeRolePolicyDocument | Should -Match 'aws:MultiFactorAuthPresent'
        $done | Undo-HardeningChange | Should -HaveCount 7
        (Get-Mutation)[-1].Operation | Should -BeExactly 'DeleteRole'
        New-RoleAccess audit -AdminUser operator @asked -SkipMfaPolicy | Should -HaveCount 6
    }

    It 'makes no call that changes anything under -WhatIf, and still says what it would do' {
        $done = New-RoleAccess audit -AdminUser operator -WhatIf
        $done.Status | Sort-Object -Unique | Should -Be 'WhatIf'
        $done | Should -HaveCount 5
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'writes a plan, and the plan does the same' {
        $plan = New-RoleAccess audit -AdminUser operator -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        ($plan | Invoke-HardeningPlan).Status | Sort-Object -Unique | Should -Be 'Applied'
        New-RoleAccess audit -AdminUser operator | Should -BeNullOrEmpty
        $plan | Undo-HardeningChange | Should -HaveCount 5
    }

    It 'takes names by value, and columns by name, where a row may lack some' {
        $rows = [pscustomobject]@{ AdminUser = 'operator' }, [pscustomobject]@{ ReadOnlyUser = 'audit'; AdminUser = '' }
        $rows | New-RoleAccess -Confirm:$false | Should -HaveCount 5
        'audit' | New-RoleAccess -AdminUser operator | Should -BeNullOrEmpty
        "ReadOnlyUser,AdminUser`naudit,operator" | ConvertFrom-Csv | New-RoleAccess | Should -BeNullOrEmpty
    }

    It 'reports each who cannot be let in, and lets the others in' {
        $done = 'audit', 'ghost', 'arn:aws:iam::123456789012:root' | New-RoleAccess -ErrorAction SilentlyContinue -ErrorVariable problem
        $done | Should -Not -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'UserNotFound,AwsHardening.Identity.NewRoleAccessCommand', 'PrincipalNotNamed,AwsHardening.Identity.NewRoleAccessCommand'
        $problem[0].TargetObject | Should -BeExactly 'ghost'
        { New-RoleAccess ghost -ErrorAction Stop } | Should -Throw -ErrorId 'UserNotFound*'
        { New-RoleAccess -ErrorAction Stop } | Should -Throw -ErrorId 'NobodyNamed*'
        { New-RoleAccess -AdminUser arn:aws:iam::210987654321:role/boss -ErrorAction Stop } | Should -Throw -ErrorId 'RoleCannotProveMfa*'
    }

    It 'does not take the role from others unasked' {
        { New-RoleAccess -ReadOnlyUser operator -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'AccessWouldBeLost*'
        (New-RoleAccess -ReadOnlyUser operator -PlanOnly).Changes.Risks | Should -Match 'user audit may assume it now'
        New-RoleAccess -ReadOnlyUser operator -Force | Should -Not -BeNullOrEmpty
        (Get-Mutation | Where-Object Operation -EQ 'UpdateAssumeRolePolicy') | Should -HaveCount 1
    }

    It 'is taken back unless it is confirmed' {
        $null = New-RoleAccess audit -AdminUser operator -RevertAfter 00:00:01 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        New-RoleAccess audit -AdminUser operator -WhatIf | Should -HaveCount 5
        { New-RoleAccess audit -RevertAfter 01:00:00 -PlanOnly } | Should -Throw -ErrorId 'ParametersContradict*'
    }

    It 'completes names that were read' {
        $null = New-RoleAccess audit -WhatIf
        (Complete 'New-RoleAccess -AdminUser o').CompletionText | Should -Be 'operator'
        (Complete 'New-RoleAccess -ReadOnlyRoleName read').CompletionText | Should -Be 'read_only'
    }
}
