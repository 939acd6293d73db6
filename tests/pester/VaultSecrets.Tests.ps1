# No secret comes out anywhere: output, streams, errors, transcript, history, journal, plans, exports, and the vault's own file are searched.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Secrets of a vault' {
    It 'appear in no stream, transcript, error, history, journal, plan or export' {
        # In a process of its own: its transcript, history and errors are the session's whole.
        $drive = "$TestDrive/secrets"
        $null = New-Item -ItemType Directory $drive
        $null = Invoke-FreshPowerShell -Variables @{ drive = $drive; module = $ModulePath } @'
$env:AWS_HARDENING_HOME = "$drive/home"
$null = New-Item -ItemType Directory $env:AWS_HARDENING_HOME
$seed = 'SEEDaccessSECRETwJalrXUtnFEMIK7MDENGbPx0', 'SEEDtokenIQoJb3JpZ2luX2VjEXAMPLE', 'SEED passphrase of four words'
Set-Content "$drive/credentials" '[fromfile]', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE', "aws_secret_access_key = $($seed[0])",
    '[temporary]', 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE', "aws_secret_access_key = $($seed[0])", "aws_session_token = $($seed[1])"
Set-Content "$drive/seeds" $seed
$secret, $token, $passphrase = $seed | ForEach-Object {
    $one = [securestring]::new(); $_.ToCharArray() | ForEach-Object { $one.AppendChar($_) }; $one
}
$code = [securestring]::new(); '935017'.ToCharArray() | ForEach-Object { $code.AppendChar($_) }
$wrong = [securestring]::new(); 'SEED wrong passphrase'.ToCharArray() | ForEach-Object { $wrong.AppendChar($_) }
Import-Module "$module/AwsHardening.psd1"
$null = Start-Transcript "$drive/transcript.txt"
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
$ErrorActionPreference = 'Continue'
$PSDefaultParameterValues['*:Confirm'] = $false # Before 7.6, -Debug asks before every change.
$vault = @{ Vault = 'File'; Passphrase = $passphrase }
$key = [pscredential]::new('AKIAI44QH8DHBEXAMPLE', $secret)
& {
    Save-VaultCredential saved $key @vault -Verbose -Debug
    Save-VaultCredential saved $key @vault -Verbose -Debug
    Save-VaultCredential short ([pscredential]::new('nokey', $secret)) @vault -Verbose -Debug
    Save-VaultCredential later $key -SessionToken $token @vault -WhatIf -Verbose -Debug
    Save-VaultCredential later $key -Vault File -Passphrase $wrong -Verbose -Debug
    Import-VaultCredential "$drive/credentials" @vault -RemoveFromFile -Verbose -Debug
    Get-VaultCredential @vault -Verbose -Debug | Format-List *
    Get-VaultCredential @vault | ConvertTo-Json -Depth 9
    $admin = Connect-AwsHardening -Sandbox Fnd203 -Verbose -Debug
    (Get-CallerIdentity).PrincipalName | New-AccessKey -Name made @vault -Verbose -Debug
    Update-AccessKey made @vault -WaitBeforeDelete 0 -Force -Verbose -Debug
    Save-VaultCredential own ([pscredential]::new('AKIAEY46GQZ6IQKCBAWJ', $secret)) @vault -Verbose -Debug
    Get-HardeningChange -Session $admin | Undo-HardeningChange -Session $admin -Force -Confirm:$false -Verbose -Debug
    Update-AccessKey own @vault -WaitBeforeDelete 0 -Force -Verbose -Debug
    Connect-AwsHardening -VaultCredential own -Session $admin @vault -Verbose -Debug | Format-List *
    Get-CallerIdentity -Verbose -Debug
    Connect-AwsHardening -VaultCredential saved -Region us-east-1 -EndpointUrl http://127.0.0.1:1 @vault -Verbose -Debug
    Get-CallerIdentity -Verbose -Debug
    Update-AccessKey saved @vault -Force -Verbose -Debug
    Get-HardeningChange -Session $admin | ConvertTo-Json -Depth 9
    Get-HardeningChange -Session $admin | Export-HardeningChange -Session $admin -Path "$drive/changes.json" -Verbose -Debug
    New-StateBucket example-state-of-secrets -Session $admin -PlanOnly -Verbose -Debug | Export-HardeningPlan -Path "$drive/plan-bucket.json"
    # Plans of keys are for reading; what they would make is kept by no plan.
    New-AccessKey (Get-CallerIdentity -Session $admin).PrincipalName -Name planned -Session $admin @vault -PlanOnly -Verbose -Debug | Export-HardeningPlan -Path "$drive/plan-key.json" -Verbose -Debug
    Update-AccessKey own -Session $admin @vault -Force -PlanOnly -Verbose -Debug | Export-HardeningPlan -Path "$drive/plan-rotation.json" -Verbose -Debug
    $essentials = Connect-AwsHardening -Sandbox SecurityEssentials -Verbose -Debug
    New-RoleAccess audit -AdminUser operator -Session $essentials -PlanOnly -Verbose -Debug | Export-HardeningPlan -Path "$drive/plan-roles.json" -Verbose -Debug
    New-RoleAccess audit -AdminUser operator -Session $essentials -Verbose -Debug
    $role = New-AccessKey audit -Session $essentials -Name audit @vault -Verbose -Debug
    $role = Connect-AwsHardening -VaultCredential audit -Session $essentials @vault -Verbose -Debug | Invoke-AssumeRole -RoleName read_only -Verbose -Debug
    $role | Format-List *
    $role | Invoke-AssumeRole -RoleName nobody -MfaSerial arn:aws:iam::123456789012:mfa/audit -MfaToken $code -Verbose -Debug
    Connect-AwsHardening -VaultCredential audit -Session $essentials -MfaSerial arn:aws:iam::123456789012:mfa/audit -MfaToken $code @vault -Verbose -Debug
    Get-HardeningChange -Session $essentials | ConvertTo-Json -Depth 9
    $admin.GetSandboxCalls() | ConvertTo-Json -Depth 9
    Remove-VaultCredential temporary @vault -Confirm:$false -Verbose -Debug
} *> "$drive/output.txt"
$Error | Format-List * -Force | Out-File "$drive/errors.txt"
$Error | ForEach-Object { "$($_.Exception)"; $_.Exception | ConvertTo-Json -Depth 3 -WarningAction Ignore } | Out-File "$drive/exceptions.txt"
Get-History | Format-List * | Out-File "$drive/history.txt"
$null = Stop-Transcript
# The whole state folder: vault, journals and whatever else stands there.
foreach ($left in Get-ChildItem $env:AWS_HARDENING_HOME -Recurse -File -Force) { Copy-Item $left.FullName "$drive/left-$([IO.Path]::GetRelativePath($env:AWS_HARDENING_HOME, $left.FullName) -replace '[\\/]', '-')" }
'@
        $searched = Get-ChildItem $drive -File | Where-Object Name -NotIn 'seeds'
        'transcript.txt', 'output.txt', 'errors.txt', 'exceptions.txt', 'history.txt', 'credentials', 'changes.json', 'plan-bucket.json', 'plan-key.json', 'plan-rotation.json', 'plan-roles.json', 'left-vault.json' |
            Should -BeIn $searched.Name
        @($searched.Name -like '*.jsonl') | Should -Not -BeNullOrEmpty -Because 'the journal is searched too'
        Get-Content "$drive/output.txt" -Raw | Should -Match '(?s)iam:CreateAccessKey.+iam:UpdateAccessKey.+iam:DeleteAccessKey'
        foreach ($file in $searched) {
            $text = Get-Content -LiteralPath $file.FullName -Raw
            $text | Should -Not -Match 'SEED' -Because $file.Name
            # A code is sent to AWS, and is nowhere else; the embedded account tells of its calls, and is asked for those of another session alone.
            $text | Should -Not -Match '(?<!\d)935017(?!\d)' -Because $file.Name
            # What AWS gave out in this session was never in anybody's hands, so it is known by its shape: 40 characters, and no digest.
            # JSON writes the + of Base64 as an escape, which would cut what is encrypted into pieces of any length.
            [regex]::Matches("$text".Replace('\u002B', '+'), '(?<![A-Za-z0-9+/=])(?![0-9a-f]{40})[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])').Value | Should -BeNullOrEmpty -Because $file.Name
        }
    }

    It 'are found by this search where there are any' {
        '"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"' | Should -Match '(?<![A-Za-z0-9+/=])(?![0-9a-f]{40})[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])'
    }
}
