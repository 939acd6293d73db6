BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $names = (Get-Command -Module AwsHardening).Name
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-HardeningPermission' {
    It 'answers for <_>: what it declares, in a policy that AWS takes' -ForEach $names {
        $permission = Get-HardeningPermission $_ -WarningAction SilentlyContinue
        $declared = (Get-Command $_).ImplementingType.GetCustomAttributes([AwsHardening.Help.RequiresIamActionAttribute], $false).Action
        foreach ($action in $declared) { $permission.Actions | Should -Contain $action }
        $policy = $permission.Policy | ConvertFrom-Json
        $policy.Version | Should -Be '2012-10-17'
        @($policy.Statement.Action) | Should -Be @($permission.Actions)
        foreach ($action in $permission.Actions) { $action | Should -MatchExactly '^[a-z0-9-]+:[A-Z][A-Za-z]+$' }
    }

    It 'takes names by value, commands by property name, and wildcards' {
        ('Get-RoleTrust' | Get-HardeningPermission).Actions | Should -Be 'iam:GetRole', 'iam:ListRoles'
        $both = Get-Command Get-RoleTrust, Get-CallerIdentity | Get-HardeningPermission
        $both.For | Should -Be 'Get-CallerIdentity', 'Get-RoleTrust'
        $both.Actions | Should -Be 'iam:GetRole', 'iam:ListRoles', 'sts:GetCallerIdentity'
        (Get-HardeningPermission Get-Sg*).For | Should -Be 'Get-SgPeer', 'Get-SgRule'
    }

    It 'gives the JSON alone with -AsJson, and leaves out what is needed at times with -ExcludeConditional' {
        (Get-HardeningPermission Get-RoleTrust -AsJson | ConvertFrom-Json).Statement.Effect | Should -Be 'Allow'
        (Get-HardeningPermission Get-SgRule -ExcludeConditional).Actions | Should -Not -Contain 'ec2:GetManagedPrefixListEntries'
        (Get-HardeningPermission Get-SgRule).Conditional.Action | Should -Contain 'ec2:GetManagedPrefixListEntries'
    }

    It 'answers for a plan, by pipeline and by file, with the resources that it names' {
        $null = Connect-AwsHardening -Sandbox Fnd203
        try {
            $plan = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly -ErrorAction SilentlyContinue
            $permission = $plan | Get-HardeningPermission -WarningAction SilentlyContinue
            $permission.For | Should -Be $plan.PlanId
            $write = ($permission.Policy | ConvertFrom-Json).Statement | Where-Object { $_.Action -like 'ec2:AuthorizeSecurityGroup*' }
            foreach ($change in $plan.Changes) { $write.Resource | Where-Object { $_ -like "*/$($change.ResourceId)" } | Should -Not -BeNullOrEmpty }
            $plan | Export-HardeningPlan -Path "$TestDrive/plan.json"
            Get-HardeningPermission -Path "$TestDrive/plan.json" -AsJson -WarningAction SilentlyContinue | Should -BeExactly $permission.Policy
        }
        finally { Disconnect-AwsHardening }
    }

    It 'says which command it does not know, and stops where told to' {
        Get-HardeningPermission No-SuchCommand -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'CommandNotFound,*'
        { Get-HardeningPermission No-SuchCommand -ErrorAction Stop } | Should -Throw '*no command*'
        { Get-HardeningPermission -Path "$TestDrive/nothing.json" -ErrorAction Stop } | Should -Throw
    }

    It 'completes commands' {
        (Complete 'Get-HardeningPermission Get-RoleT').CompletionText | Should -Be 'Get-RoleTrust'
    }
}
