BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-PermissionUse' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'tells what is granted from what is used' {
        $use = Get-PermissionUse -UserName audit
        $use.ServiceNamespace, $use.Used, $use.Granted | Should -Be 'sts', $false, 'sts:AssumeRole'
    }

    It 'takes users by value, users and roles by property name' {
        ('audit' | Get-PermissionUse).IdentityName | Should -Be 'audit'
        ([pscustomobject] @{ RoleName = 'admin' } | Get-PermissionUse).IdentityType | Select-Object -Unique | Should -Be 'Role'
    }

    It 'drafts a policy and says what is not known' {
        $null = Get-RoleTrust
        $draft = Get-PermissionUse -UserName admin -DraftPolicy -WarningVariable warnings -WarningAction SilentlyContinue
        $draft | Should -BeOfType AwsHardening.PermissionDraft
        ($draft.Policy | ConvertFrom-Json).Statement[0].Action | Should -Contain 'iam:ListRoles'
        $draft.Actions | Should -Not -Contain '*'
        $warnings | Where-Object { $_ -like '*400 days*' } | Should -HaveCount 1
        $draft.Warnings | Should -HaveCount $warnings.Count
    }

    It 'says who is not there, and stops where told to' {
        Get-PermissionUse nobody -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoSuchEntity,*'
        { Get-PermissionUse nobody -ErrorAction Stop } | Should -Throw '*no user nobody*'
    }
}
