BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Organization
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-OrganizationAccount' {
    It 'lists all accounts, the suspended ones too' {
        $accounts = Get-OrganizationAccount
        $accounts | Should -HaveCount 7
        $accounts[0] | Should -BeOfType AwsHardening.OrganizationAccount
        ($accounts | Where-Object Name -EQ former).Status | Should -Be 'SUSPENDED'
        $session.GetSandboxCalls().Operation | Should -Be 'ListAccounts' -Because 'neither units nor tags were asked for'
    }

    It 'finds by <Title>' -ForEach @(
        @{ Title = 'id'; Said = @{ Account = '200000000001' }; Names = 'audit' }
        @{ Title = 'name with wildcards'; Said = @{ Account = 'A*' }; Names = 'acquired', 'audit' }
        @{ Title = 'unit'; Said = @{ OrganizationalUnit = 'Workloads' }; Names = 'development', 'payments', 'shop' }
        @{ Title = 'path'; Said = @{ OrganizationalUnit = 'Root/*/Production' }; Names = 'payments', 'shop' }
        @{ Title = 'tag'; Said = @{ Tag = @{ env = 'prod*' } }; Names = 'acquired', 'payments', 'shop' }
        @{ Title = 'status'; Said = @{ Status = 'SUSPENDED' }; Names = 'former' }
        @{ Title = 'all together'; Said = @{ OrganizationalUnit = 'Workloads'; Tag = @{ env = 'production' }; Account = 's*' }; Names = 'shop' }
    ) {
        (Get-OrganizationAccount @Said).Name | Sort-Object | Should -Be $Names
    }

    It 'takes names from the pipeline, and says which there are not' {
        $found = 'shop', 'nobody' | Get-OrganizationAccount -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.Name | Should -Be 'shop'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AccountNotFound,*'
        $null = Get-OrganizationAccount -OrganizationalUnit nowhere -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'OrganizationalUnitNotFound,*'
    }

    It 'takes sessions from the pipeline, and is refused where only the management account may ask' {
        $member = Invoke-AssumeRole OrganizationAccountAccessRole -AccountId 200000000001
        $found = $session, $member | Get-OrganizationAccount -ErrorAction SilentlyContinue -ErrorVariable problem
        $found | Should -HaveCount 7
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $problem[0].Exception.Message | Should -Match 'Account 200000000001 .*management account'
    }

    It 'says where there is no organization' {
        $alone = Connect-AwsHardening -Sandbox Empty
        $null = Get-OrganizationAccount -Session $alone -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'OrganizationNotThere,*'
        $alone | Disconnect-AwsHardening
    }
}
