BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $role = 'OrganizationAccountAccessRole'
    $management = Connect-AwsHardening -Sandbox Organization
    function Get-AwsEnvironment { Get-ChildItem Env:AWS_* | ForEach-Object { "$($_.Name)=$($_.Value)" } }
    $before = Get-AwsEnvironment
}

AfterAll { Disconnect-AwsHardening }

Describe 'Invoke-AssumeRole' {
    AfterEach {
        Get-AwsEnvironment | Should -Be $before
        (Get-CallerIdentity).AccountId | Should -Be $management.AccountId
    }

    It 'gives a session that says whose it is and no secret' {
        $session = Invoke-AssumeRole $role -AccountId 200000000001 -SessionName audit-test -Duration 01:00:00
        $session | Should -BeOfType AwsHardening.HardeningSession
        $session.AccountId, $session.RoleSessionName | Should -Be '200000000001', 'audit-test'
        (Get-CallerIdentity -Session $session).Arn | Should -Be "arn:aws:sts::200000000001:assumed-role/$role/audit-test"
        ($session | Get-CallerIdentity).PrincipalName | Should -Be $role
    }

    It 'gives one session a Region' {
        (Invoke-AssumeRole $role -AccountId 200000000001 -Region us-east-1, eu-west-1).Region | Should -Be 'us-east-1', 'eu-west-1'
    }

    It 'hands the requests a second on to each account, unless another number is said' {
        $paced = Connect-AwsHardening -Sandbox Organization -RequestsPerSecond 7
        $roles = '200000000001', '200000000002' | Invoke-AssumeRole $role -Region us-east-1, eu-west-1 -Session $paced
        $roles.RequestsPerSecond | Should -Be 7, 7, 7, 7
        (Invoke-AssumeRole $role -AccountId 200000000001 -Session $paced -RequestsPerSecond 3).RequestsPerSecond | Should -Be 3
        (Invoke-AssumeRole $role -AccountId 200000000001 -Session $paced -RequestsPerSecond 0).RequestsPerSecond | Should -Be 0
        @($roles | Get-CallerIdentity) | Should -HaveCount 4
    }

    It 'assumes a role with a role' {
        $first = Invoke-AssumeRole $role -AccountId 200000000003
        $first | Invoke-AssumeRole -RoleName nobody -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].Exception.Message | Should -Match "200000000003:assumed-role/$role"
        $null = $first | Invoke-AssumeRole $role -Duration 02:00:00 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RoleChainTooLong,*'
    }

    It 'takes a session whose account nobody has asked for' {
        $words = New-Secret 'four words are enough'
        $vault = @{ Vault = 'File'; Passphrase = $words }
        $member = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret any))
        try {
            $null = Save-VaultCredential unasked $member @vault
            $session = Connect-AwsHardening -VaultCredential unasked -Session $management @vault
            $session.AccountId | Should -BeNullOrEmpty
            $session | Invoke-AssumeRole -RoleName nobody -ErrorAction SilentlyContinue -ErrorVariable all | Should -BeNullOrEmpty
            $all[0].Exception.Message | Should -Match "Account $($management.AccountId) .+:role/nobody failed"
            ($session | Invoke-AssumeRole -RoleArn "arn:aws:iam::200000000001:role/$role").AccountId | Should -Be '200000000001'
            $session.Dispose()
        }
        finally {
            Remove-VaultCredential unasked @vault -Confirm:$false -ErrorAction Ignore
            Disconnect-AwsHardening
            $null = Connect-AwsHardening -Sandbox Organization
        }
    }

    It 'never takes the caller''s own account for one that an object should name' {
        $given = [pscustomobject]@{ AccountId = $null }, [pscustomobject]@{ AccountId = '200000000002' }, [pscustomobject]@{ AccountId = '' }
        $sessions = $given | Invoke-AssumeRole $role -ErrorAction SilentlyContinue -ErrorVariable problem
        $sessions.AccountId | Should -Be '200000000002'
        $problem | Should -HaveCount 2
        { Invoke-AssumeRole $role -AccountId $null -ErrorAction Stop } | Should -Throw -ErrorId 'AccountIdMissing*'
    }

    It 'binds nothing else of a session that may be empty to a parameter that refuses it' {
        $null = foreach ($command in Get-Command -Module AwsHardening -CommandType Cmdlet) {
            foreach ($parameter in $command.Parameters.Values) {
                $named = $parameter.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true
                $shared = @($parameter.Name) + $parameter.Aliases | Where-Object { $_ -in [AwsHardening.HardeningSession].GetProperties().Name -and $_ -ne 'Region' }
                if (-not $named -or -not $shared) { continue }
                foreach ($rule in $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateArgumentsAttribute] }) {
                    $check = $rule.GetType().GetMethod('Validate', [System.Reflection.BindingFlags] 'Instance,NonPublic,DeclaredOnly')
                    { $check.Invoke($rule, @($null, $null)) } | Should -Not -Throw -Because "$command -$($parameter.Name) gets a session's $shared"
                }
            }
        }
    }

    It 'takes a code as it is typed, with its leading zeros, and as a secret' {
        $own = Connect-AwsHardening -Sandbox Organization
        $device = 'arn:aws:iam::123456789012:mfa/nobody'
        foreach ($code in '012345', (New-Secret '012 345')) {
            { Invoke-AssumeRole $role -MfaSerial $device -MfaToken $code -ErrorAction Stop } | Should -Throw -ErrorId 'MfaCodeRefused*'
        }
        { Invoke-AssumeRole $role -MfaSerial $device -MfaToken 012345 -ErrorAction Stop } | Should -Throw -ErrorId 'MfaCodeRefused*'
        $codes = $own.GetSandboxCalls() | Where-Object Operation -EQ GetSessionToken | ForEach-Object { ($_.Parameters | ConvertFrom-Json).TokenCode }
        $codes | Select-Object -Last 3 | Should -Be '012345', '012345', '012345'
        { Invoke-AssumeRole $role -MfaSerial $device -MfaToken 'not a code' } | Should -Throw '*six digits*'
        foreach ($command in 'Invoke-AssumeRole', 'Connect-AwsHardening') {
            (Get-Command $command).Parameters.MfaToken.ParameterType | Should -Be ([securestring])
        }
    }

    It 'says who was refused what, and stops where it is told to' {
        Invoke-AssumeRole $role -AccountId 200000000005 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $problem[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        $problem[0].Exception.Message | Should -Match 'user/admin'
        { Invoke-AssumeRole $role -AccountId 200000000005 -ErrorAction Stop } | Should -Throw '*trust policy*'
    }

    It 'refuses what contradicts itself' {
        { Invoke-AssumeRole } | Should -Throw '*No role*'
        { Invoke-AssumeRole $role -RoleArn arn:aws:iam::123456789012:role/x } | Should -Throw '*both name the role*'
        { Invoke-AssumeRole $role -Duration 3600 } | Should -Throw '*15 minutes to 12 hours*'
        { '200000000001', '200000000002' | Invoke-AssumeRole $role -AsDefault } | Should -Throw '*more than one account*'
        Exit-AssumedRole -All
    }

    It 'makes the role the default and exports it, until it is left' {
        $env:AWS_PROFILE = 'mine'
        try {
            $session = Invoke-AssumeRole $role -AccountId 200000000001 -AsDefault -SetEnvironment
            (Get-CallerIdentity).AccountId | Should -Be '200000000001'
            $env:AWS_ACCESS_KEY_ID | Should -BeLike 'ASIA*'
            $env:AWS_SESSION_TOKEN, $env:AWS_SECRET_ACCESS_KEY | Should -Not -BeNullOrEmpty
            $env:AWS_REGION | Should -Be $session.Region
            $env:AWS_PROFILE | Should -BeNullOrEmpty
        }
        finally {
            Exit-AssumedRole
            $env:AWS_PROFILE | Should -Be 'mine'
            $env:AWS_PROFILE = $null
        }
    }

    It 'runs a script as the role, and puts everything back' {
        $ran = Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock { (Get-CallerIdentity).AccountId; $_.RoleArn; $env:AWS_ACCESS_KEY_ID }
        $ran[0] | Should -Be '200000000001'
        $ran[1] | Should -Be "arn:aws:iam::200000000001:role/$role"
        $ran[2] | Should -BeLike 'ASIA*'
        Get-AwsEnvironment | Should -Be $before
        { Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock { throw 'broken' } } | Should -Throw 'broken'
        Get-AwsEnvironment | Should -Be $before
        { Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock { Get-Item /no/such/thing -ErrorAction Stop } } | Should -Throw
        $seen = Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock { 1..5 } | ForEach-Object { "$_ [$env:AWS_ACCESS_KEY_ID]" } | Select-Object -First 2
        $seen | Should -Be '1 []', '2 []' -Because 'nothing later in the pipeline runs with the credentials'
    }

    It 'puts everything back when it is stopped' {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $gate = [System.Threading.ManualResetEventSlim]::new()
            $null = $shell.AddScript({
                $module, $role, $gate = $args
                Import-Module $module
                $null = Connect-AwsHardening -Sandbox Organization
                Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock { $gate.Set(); Wait-Event -SourceIdentifier never }
            }).AddArgument((Join-Path $ModulePath 'AwsHardening.psd1')).AddArgument($role).AddArgument($gate)
            $running = $shell.BeginInvoke()
            $gate.Wait(60000) | Should -BeTrue
            $env:AWS_ACCESS_KEY_ID | Should -BeLike 'ASIA*'
            $shell.Stop()
            { $shell.EndInvoke($running) } | Should -Throw
            Get-AwsEnvironment | Should -Be $before
        }
        finally { $shell.Dispose() }
    }

    It 'runs a program with the credentials in its environment alone' {
        $pwsh = (Get-Process -Id $PID).Path
        $lines = Invoke-AssumeRole -ErrorAction SilentlyContinue -ErrorVariable problem -RoleName $role -AccountId 200000000001 -Command -- $pwsh -NoProfile -Command '"$env:AWS_ACCESS_KEY_ID"; "[$env:AWS_PROFILE]"; exit 3'
        $lines[0] | Should -BeLike 'ASIA*'
        $lines[1] | Should -Be '[]'
        $lines[0].AccountId | Should -Be '200000000001'
        $LASTEXITCODE | Should -Be 3
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'CommandFailed,*'
        Invoke-AssumeRole -RoleName $role -AccountId 200000000001 -ErrorAction SilentlyContinue -ErrorVariable problem -Command no-such-program | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'CommandNotFound,*'
        $first = Invoke-AssumeRole -RoleName $role -AccountId 200000000001 -Command -- $pwsh -NoProfile -Command 'while ($true) { "line" }' | Select-Object -First 1
        $first | Should -Be 'line'
    }

    It 'lets programs reach the embedded account, and nobody without its keys' {
        $aws = Get-Command aws -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $aws) { Set-ItResult -Skipped -Because 'the aws CLI is not on this machine'; return }
        $asked = Invoke-AssumeRole -RoleName $role -AccountId 200000000001 -SessionName from-a-program -Command -- aws sts get-caller-identity | ConvertFrom-Json
        $asked.Arn | Should -Be "arn:aws:sts::200000000001:assumed-role/$role/from-a-program"
        $endpoint = Invoke-AssumeRole $role -AccountId 200000000001 -ScriptBlock {
            $env:AWS_ENDPOINT_URL
            $null = Get-CallerIdentity -ErrorAction Stop
            $env:AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
            aws sts get-caller-identity 2>&1 | Out-String
        }
        $endpoint[0] | Should -BeLike 'http://127.0.0.1:*'
        $endpoint[1] | Should -Match 'InvalidClientTokenId'
        { Invoke-WebRequest $endpoint[0] -TimeoutSec 5 -ErrorAction Stop } | Should -Throw -Because 'it ended with the script'
    }

    It 'gives programs the endpoints of the session''s profile' {
        $own = $env:AWS_CONFIG_FILE
        $served = Start-ServedAccount -Folder $TestDrive
        if (-not $served) { Set-ItResult -Skipped -Because $NotServed; return }
        $env:AWS_CONFIG_FILE = "$TestDrive/config-of-endpoints"
        try {
            Set-Content $env:AWS_CONFIG_FILE '[profile local]', 'region = us-east-1', "endpoint_url = $($served.Endpoint)", 'services = mine', 'role_arn = arn:aws:iam::123456789012:role/fnd203-ssm', 'source_profile = keys',
                '[profile keys]', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key = any', '[services mine]', 's3 =', '  endpoint_url = http://127.0.0.1:1'
            $connected = Connect-AwsHardening -ProfileName keys -EndpointUrl $served.Endpoint -Region us-east-1
            $trust = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}'
            $null = Invoke-WebRequest $served.Endpoint -Method Post -Headers @{ Authorization = 'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/iam/aws4_request' } -SkipHeaderValidation `
                -Body @{ Action = 'CreateRole'; Version = '2010-05-08'; RoleName = 'fnd203-ssm'; AssumeRolePolicyDocument = $trust }
            $seen = Invoke-AssumeRole -ProfileName local -ScriptBlock { $env:AWS_ENDPOINT_URL; $env:AWS_ENDPOINT_URL_S3 }
            $seen | Should -Be $served.Endpoint, 'http://127.0.0.1:1'
            $seen = Invoke-AssumeRole -RoleName fnd203-ssm -Session $connected -ScriptBlock { $env:AWS_ENDPOINT_URL; "[$env:AWS_ENDPOINT_URL_S3]" }
            $seen | Should -Be $served.Endpoint, '[]'
        }
        finally {
            $env:AWS_CONFIG_FILE = $own
            $served.Process | Stop-Process
            $null = Connect-AwsHardening -Sandbox Organization
        }
    }

    It 'prints what a credential_process prints' {
        $printed = Invoke-AssumeRole $role -AccountId 200000000001 -CredentialProcess | ConvertFrom-Json
        $printed.Version | Should -Be 1
        $printed.AccessKeyId | Should -BeLike 'ASIA*'
        $printed.SecretAccessKey, $printed.SessionToken, $printed.Expiration | Should -Not -Contain $null
    }

    It 'has no console for an embedded account' {
        $null = Invoke-AssumeRole $role -AccountId 200000000001 -Console -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConsoleNotThere,*'
    }

    It 'shows no secret in any stream' {
        $all = Invoke-AssumeRole $role -AccountId 200000000001 -AsDefault -SetEnvironment -Verbose -Debug 4>&1 5>&1 6>&1
        $secrets = $env:AWS_SECRET_ACCESS_KEY, $env:AWS_SESSION_TOKEN
        $text = ($all | Out-String) + ($all | Format-List * | Out-String) + ($all | ConvertTo-Json -Depth 3 -WarningAction Ignore) + ($Error | Out-String)
        Exit-AssumedRole
        foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse }
    }

    It 'completes roles and MFA devices from the profiles' {
        $own = $env:AWS_CONFIG_FILE
        $env:AWS_CONFIG_FILE = "$TestDrive/config"
        try {
            Set-Content $env:AWS_CONFIG_FILE "[profile a]`nrole_arn = arn:aws:iam::123456789012:role/read_only`nmfa_serial = arn:aws:iam::123456789012:mfa/me`nsource_profile = b`n"
            (TabExpansion2 'Invoke-AssumeRole -RoleName r').CompletionMatches.CompletionText | Should -Contain 'read_only'
            (TabExpansion2 'Invoke-AssumeRole -RoleArn arn').CompletionMatches.CompletionText | Should -Contain 'arn:aws:iam::123456789012:role/read_only'
            (TabExpansion2 'Invoke-AssumeRole -MfaSerial arn').CompletionMatches.CompletionText | Should -Contain 'arn:aws:iam::123456789012:mfa/me'
        }
        finally { $env:AWS_CONFIG_FILE = $own }
    }
}
