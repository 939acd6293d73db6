# The story of the workshop "AWS Security Essentials", as a user would type it: its section on identities.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
    $vault = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
    $session = Connect-AwsHardening -Sandbox SecurityEssentials

    $account = Get-Account $session
    # A device is something one has in one's hand.
    $iam = Get-AccountService $session AwsHardening.Sandbox.Iam.IamService
    $device = 'arn:aws:iam::123456789012:mfa/operator'
    $trusts = { foreach ($role in 'read_only', 'admin') { $account.Invoke('iam', 'GetRole', [System.Text.Json.Nodes.JsonNode]::Parse("{`"RoleName`":`"$role`"}"), $null)['Role']['AssumeRolePolicyDocument'].ToString() } }
    $before = & $trusts
    $made = New-RoleAccess -ReadOnlyUser audit -AdminUser operator
    $null = 'audit', 'operator' | New-AccessKey @vault
    $audit = Connect-AwsHardening -VaultCredential audit @vault -Session $session
    $operator = Connect-AwsHardening -VaultCredential operator @vault -Session $session
}

AfterAll {
    $audit, $operator, $session | ForEach-Object { Disconnect-AwsHardening -Session $_ }
    Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
}

# An account that has been lived in: who is in it has an old key, an old password, or came yesterday.
Describe 'Security Essentials, items 104 to 106' {
    BeforeAll {
        $lived = Connect-AwsHardening -Sandbox SecurityEssentials
        $clock = (Get-Account $lived).Clock
        foreach ($user in 'left', 'worker', 'newcomer') { $null = Invoke-Account $lived iam CreateUser @{ UserName = $user } }
        foreach ($user in 'left', 'worker') { $null = Invoke-Account $lived iam CreateLoginProfile @{ UserName = $user; Password = 'Correct-horse-1' } }
        $devices = Get-AccountService $lived AwsHardening.Sandbox.Iam.IamService
        $devices.AddDevice('worker', 'arn:aws:iam::123456789012:mfa/worker')
        $null = Invoke-Account $lived iam CreateAccessKey @{ UserName = 'left' }
        $key = (Invoke-Account $lived iam CreateAccessKey @{ UserName = 'worker' }).Value['AccessKeyId'].ToString()
        $clock.Advance([timespan]::FromDays(99))
        $null = (Get-Account $lived).InvokeAs($key, 'sts', 'GetCallerIdentity', [System.Text.Json.Nodes.JsonObject]::new(), $null)
        $clock.Advance([timespan]::FromDays(2))
        $null = Invoke-Account $lived iam CreateLoginProfile @{ UserName = 'newcomer'; Password = 'Correct-horse-2' }
        $users = Get-IamUserStatus -Session $lived
    }
    AfterAll { Disconnect-AwsHardening -Session $lived }

    It 'a: who has no MFA' {
        ($users | Where-Object MissingMfa).UserName | Sort-Object | Should -Be '<root_account>', 'left', 'newcomer'
        ($users | Where-Object UserName -EQ worker).MfaDevices.Type | Should -Be 'Virtual'
        (Get-IamUserStatus -MissingMfa -Session $lived).UserName | Sort-Object | Should -Be '<root_account>', 'left', 'newcomer'
    }

    It 'b: who is inactive, and who is not yet' {
        # Nobody has come as root or with the administrator's own key since the account was made.
        (Get-IamUserStatus -Activity Inactive -InactiveDays 90 -Session $lived).UserName | Should -Be '<root_account>', 'admin', 'left'
        ($users | Where-Object UserName -EQ worker).Activity | Should -Be 'Active'
        ($users | Where-Object UserName -EQ newcomer).Activity | Should -Be 'New'
        ($users | Where-Object UserName -EQ newcomer).ConsoleOnly | Should -BeTrue
        ($users | Where-Object Activity -EQ NoCredential).UserName | Should -Be 'audit', 'operator'
    }

    It 'whose keys are old, and what they were used for' {
        ($users | Where-Object OldestKeyAgeDays -GT 90).UserName | Sort-Object | Should -Contain 'left'
        $old = ($users | Where-Object UserName -EQ worker).AccessKeys
        $old.AgeDays, $old.LastUsedService | Should -Be 101, 'sts'
        ($users | Where-Object UserName -EQ left).AccessKeys.LastUsed | Should -BeNullOrEmpty
    }

    It 'c, d and e: groups, buckets and permissions' {
        @(Get-SgRule -Session $lived | Where-Object { $_.OpenToWorld -and $_.Direction -eq 'Ingress' }).GroupName | Should -Contain 'bastion_external_security_group'
        (Get-BucketAccess -Session $lived).Access | Should -Be 'OwnAccount'
        (Get-RoleTrust -Session $lived | Where-Object AnyoneInAccount).RoleName | Should -Be 'admin', 'read_only'
        (Get-PermissionUse audit -Session $lived).UnusedActions | Should -Be 'sts:AssumeRole'
    }
}

Describe 'Security Essentials, items 112 to 124' {
    It '113 to 115: the roles are there, with the policies that they are for' {
        $made.ResourceId | Should -Contain 'admin'
        $policies = $account.Invoke('iam', 'ListAttachedRolePolicies', [System.Text.Json.Nodes.JsonNode]::Parse('{"RoleName":"admin"}'), $null).ToJsonString()
        $policies | Should -Match 'arn:aws:iam::aws:policy/AdministratorAccess'
    }

    It '118 to 120: audit assumes read_only, and looks' {
        $role = Invoke-AssumeRole read_only -Session $audit -SessionName audit-test
        (Get-CallerIdentity -Session $role).Arn | Should -BeExactly 'arn:aws:sts::123456789012:assumed-role/read_only/audit-test'
        Get-TrailEvent -Session $role | Should -Not -BeNullOrEmpty
        { New-RoleAccess operator -Session $role -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied*'
    }

    It '112: audit itself may not even look' {
        { Get-PublicInstance -Session $audit -ErrorAction Stop } | Should -Throw
        { Invoke-AssumeRole admin -Session $audit -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied*'
    }

    It '122: operator administers with MFA, and not without' {
        { Invoke-AssumeRole admin -Session $operator -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied*'
        $iam.AddDevice('operator', $device)
        $role = Invoke-AssumeRole admin -Session $operator -MfaSerial $device -MfaToken $iam.ReadCode($device)
        (Get-CallerIdentity -Session $role).PrincipalName | Should -BeExactly 'admin'
        (Set-PasswordPolicy Workshop -Session $role).Status | Should -Be 'Applied'
    }

    It '124: nothing else is left to take from them' {
        Remove-DirectPermission audit, operator -Session $session -PlanOnly | Should -BeNullOrEmpty
    }

    It 'takes the roles back to what they were' {
        $null = $made | Undo-HardeningChange -Session $session
        & $trusts | Should -BeExactly $before
    }
}

Describe 'samples/security-essentials.ps1' {
    It 'runs, and proves what it says' {
        $sample = Join-Path $RepositoryRoot 'samples/security-essentials.ps1'
        $output = Invoke-Pwsh -NoProfile -NonInteractive -File $sample -Module $ModulePath 2>&1 | ForEach-Object { "$_" }
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        $output | Should -Contain 'Roles are the only way in.'
        $output | Should -Contain 'Changes of a second run: 0'
        $output | Should -Contain 'Without MFA: <root_account>. Keys over 90 days: 0.'
        $output | Should -Contain 'Inactive: 0. Without anything to sign in with: audit, operator.'
        [array]::IndexOf($output, '== Questions') | Should -BeLessThan ([array]::IndexOf($output, '== Plan'))
    }
}
