New-Record IamUserStatus @{
    UserName = 'x' * 64; Activity = 'NoCredential'; ConsolePassword = $null; Mfa = $true; OldestKeyAgeDays = 12345
    MfaDevices = [AwsHardening.IamMfaDevice[]]([AwsHardening.IamMfaDevice]::new($long, 'SecurityKey', $null), [AwsHardening.IamMfaDevice]::new($long, 'Virtual', $null))
    LastUsed = [DateTimeOffset]'2026-01-02T03:04:05Z'; Groups = [string[]]($long, $long)
}
