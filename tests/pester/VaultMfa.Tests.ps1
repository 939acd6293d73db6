# MFA once a session: sessions that a code opened are kept in the vault, serve other processes, and are opened anew when they have ended.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
    $vault = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
    $owner = Connect-AwsHardening -Sandbox SecurityEssentials
    $account = Get-Account $owner
    # The account's time begins as that of this machine, by which other processes go.
    $account.Clock.Advance([datetimeoffset]::UtcNow - $account.Clock.GetUtcNow())
    $iam = Get-AccountService $owner AwsHardening.Sandbox.Iam.IamService
    $device = "arn:aws:iam::$($owner.AccountId):mfa/operator"
    $iam.AddDevice('operator', $device)
    $null = New-RoleAccess -AdminUser operator
    # One credential that knows its device, and one whose device is said when a role is assumed.
    $null = New-AccessKey operator -Name kept -MfaSerial $device @vault
    $null = New-AccessKey operator -Name bare @vault
    function Measure-Code { @($account.Calls | Where-Object { $_.Operation -eq 'GetSessionToken' -and -not $_.ErrorCode }).Count }
}

AfterAll {
    if ($server) { $null = $server.DisposeAsync().AsTask().Wait(10000) }
    Disconnect-AwsHardening -Session $owner
    Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
}

Describe 'MFA with a vault' {
    It 'asks for one code, and the session serves whoever connects next' {
        { Connect-AwsHardening -VaultCredential kept -Session $owner @vault -ErrorAction Stop } | Should -Throw -ErrorId 'MfaCodeNeeded*'
        { Connect-AwsHardening -VaultCredential kept -Session $owner -MfaToken 12345 @vault } | Should -Throw '*six digits*'
        $null = Connect-AwsHardening -VaultCredential kept -Session $owner -MfaToken $iam.ReadCode($device) @vault
        (Get-CallerIdentity).PrincipalName | Should -BeExactly 'operator'
        $null = Connect-AwsHardening -VaultCredential kept -Session $owner @vault
        (Get-CallerIdentity).PrincipalName | Should -BeExactly 'operator'
        Measure-Code | Should -Be 1
        (Get-VaultCredential kept @vault).SessionExpiresAt | Should -Not -BeNullOrEmpty
        ($account.Calls | Select-Object -Last 1).AccessKeyId | Should -BeLike 'ASIA*'
    }

    It 'opens another one when it has ended' {
        # Less than five minutes before the end it is not used any more.
        $account.Clock.Advance([timespan] '11:57:00')
        { Connect-AwsHardening -VaultCredential kept -Session $owner @vault -ErrorAction Stop } | Should -Throw -ErrorId 'MfaCodeNeeded*'
        $null = Connect-AwsHardening -VaultCredential kept -Session $owner -MfaToken (New-Secret $iam.ReadCode($device)) @vault
        Measure-Code | Should -Be 2
    }

    It 'keeps the session that a role was assumed with' {
        $key = Connect-AwsHardening -VaultCredential bare -Session $owner @vault
        { $key | Invoke-AssumeRole admin -MfaSerial $device -ErrorAction Stop } | Should -Throw '*MFA device*needed*'
        $role = $key | Invoke-AssumeRole admin -MfaSerial $device -MfaToken (New-Secret $iam.ReadCode($device))
        (Get-CallerIdentity -Session $role).PrincipalName | Should -BeExactly 'admin'
        Measure-Code | Should -Be 3
    }

    It 'lets another process in without a code' {
        $server = $account.GetType().Assembly.GetType('AwsHardening.Sandbox.Hosting.SandboxServer').GetMethod('Start').Invoke($null, @($account, 0, $null, $false))
        $said = Invoke-FreshPowerShell -Variables @{ module = $ModulePath; endpoint = "$($server.Endpoint)".TrimEnd('/'); device = $device; state = $env:AWS_HARDENING_HOME } @'
            $env:AWS_HARDENING_HOME = $state
            Import-Module "$module/AwsHardening.psd1"
            $words = [securestring]::new()
            'four words are enough'.ToCharArray() | ForEach-Object { $words.AppendChar($_) }
            $to = @{ Vault = 'File'; Passphrase = $words; EndpointUrl = $endpoint; Region = 'us-east-2' }
            $null = Connect-AwsHardening -VaultCredential kept @to
            (Get-CallerIdentity).Arn
            $key = Connect-AwsHardening -VaultCredential bare @to
            $role = $key | Invoke-AssumeRole -RoleName admin -MfaSerial $device
            (Get-CallerIdentity -Session $role).PrincipalName
'@
        $said[0] | Should -BeExactly "arn:aws:iam::$($owner.AccountId):user/operator"
        $said[1] | Should -BeExactly 'admin'
        Measure-Code | Should -Be 3 -Because 'both sessions were there already'
    }
}
