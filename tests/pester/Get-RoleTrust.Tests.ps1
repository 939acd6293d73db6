BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-RoleTrust' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'tells the role that anyone in the account may assume without MFA' {
        $open = Get-RoleTrust | Where-Object { $_.AnyoneInAccount -and -not $_.RequiresMfa }
        $open.RoleName | Should -Be 'read_only'
        $admin = Get-RoleTrust admin
        $admin.RequiresMfa, $admin.MfaKey | Should -Be $true, 'aws:MultifactorAuthPresent'
    }

    It 'takes names by value and by property name' {
        ('admin' | Get-RoleTrust).RoleName | Should -Be 'admin'
        ([pscustomobject] @{ RoleName = 'read_*' } | Get-RoleTrust).RoleName | Should -Be 'read_only'
    }

    It 'says which role is not there, and stops where told to' {
        Get-RoleTrust nothing -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoSuchEntity,*'
        { Get-RoleTrust nothing -ErrorAction Stop } | Should -Throw
    }

    It 'completes names that were read' {
        $null = Get-RoleTrust
        (Complete 'Get-RoleTrust -RoleName read').CompletionText | Should -Be 'read_only'
    }
}
