# Profiles in files, as commands and the aws CLI meet them: an account is served on a loopback port.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $project = Join-Path $RepositoryRoot 'src/AwsHardening.Sandbox'
    $program = Get-ChildItem (Join-Path $project 'bin') -Recurse -Filter AwsHardening.Sandbox.dll -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
    if ($program) {
        $server = Start-Process dotnet -ArgumentList "`"$($program.FullName)`"", 'serve', '--template', 'Organization', '--port', $port -PassThru -RedirectStandardOutput "$TestDrive/out" -RedirectStandardError "$TestDrive/err" -Environment @{ DOTNET_ROLL_FORWARD = 'Major' }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            $client = [System.Net.Sockets.TcpClient]::new()
            try { $client.Connect('127.0.0.1', $port); $up = $true } catch { $up = $false } finally { $client.Dispose() }
        } until ($up -or $server.HasExited -or $clock.Elapsed.TotalSeconds -gt 60)
        if (-not $up) { throw "The served account did not start: $(Get-Content "$TestDrive/err" -Raw)" }
    }

    $variables = 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'
    $before = $variables | ForEach-Object { [System.Environment]::GetEnvironmentVariable($_) }
    $env:AWS_CONFIG_FILE = "$TestDrive/config"
    $env:AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/credentials"
    Set-Content $env:AWS_CONFIG_FILE @"
[profile base]
region = us-east-1
endpoint_url = http://127.0.0.1:$port
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
[profile member]
region = eu-west-1
role_arn = arn:aws:iam::200000000001:role/OrganizationAccountAccessRole
source_profile = base
role_session_name = from-profile
services = local
[services local]
sts =
  endpoint_url = http://127.0.0.1:$port
ec2 =
  endpoint_url = http://127.0.0.1:$port
[profile over]
region = us-east-1
sso_session = corp
sso_account_id = 200000000001
sso_role_name = reader
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.example/start
"@
}

AfterAll {
    if ($server) { Stop-Process -Id $server.Id }
    for ($i = 0; $i -lt $variables.Count; $i++) { [System.Environment]::SetEnvironmentVariable($variables[$i], $before[$i]) }
}

Describe 'A profile' {
    BeforeEach {
        if (-not $server) { Set-ItResult -Skipped -Because 'the served account is not built' }
    }

    It 'has the endpoint and the Region that it says' {
        $identity = Get-CallerIdentity -ProfileName base
        $identity.PrincipalName, $identity.Region | Should -Be 'admin', 'us-east-1'
    }

    It 'has its role, by itself and by Invoke-AssumeRole' {
        (Get-CallerIdentity -ProfileName member).Arn | Should -Be 'arn:aws:sts::200000000001:assumed-role/OrganizationAccountAccessRole/from-profile'
        $session = Invoke-AssumeRole -ProfileName member
        $session.AccountId, $session.Region, $session.RoleSessionName | Should -Be '200000000001', 'eu-west-1', 'from-profile'
        ($session | Get-CallerIdentity).Region | Should -Be 'eu-west-1'
        (Invoke-AssumeRole -ProfileName member -SessionName other | Get-CallerIdentity).Arn | Should -BeLike '*/other'
    }

    It 'is what another role is assumed with' {
        $session = Invoke-AssumeRole OrganizationAccountAccessRole -AccountId 200000000002 -ProfileName base
        ($session | Get-CallerIdentity).AccountId | Should -Be '200000000002'
    }

    It 'says how to sign in when its sign-in is over' {
        $null = Get-CallerIdentity -ProfileName over -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SsoSignInNeeded,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'aws sso login --profile over'
    }

    It 'is needed for a timed revert of a role' {
        $session = Invoke-AssumeRole OrganizationAccountAccessRole -AccountId 200000000001 -ProfileName base
        $null = New-StateBucket -Session $session -Name some-journal -RevertAfter 00:05:00 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RevertNotPossible,*'
        $problem[0].Exception.Message | Should -Match 'never credentials'
    }

    It 'runs the aws CLI as its role' {
        if (-not (Get-Command aws -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'the aws CLI is not on this machine'; return }
        $own = Connect-AwsHardening -Credential ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret secret))) -Region us-east-1 -EndpointUrl "http://127.0.0.1:$port"
        $arn = Invoke-AssumeRole -RoleName OrganizationAccountAccessRole -AccountId 200000000001 -SessionName cli -Session $own -Command aws sts get-caller-identity --query Arn --output text
        $arn | Should -Be 'arn:aws:sts::200000000001:assumed-role/OrganizationAccountAccessRole/cli'
        Disconnect-AwsHardening
    }
}
