#Requires -Version 7.4
<#
.SYNOPSIS
Takes the account of the workshop "AWS Security Essentials" from users with rights to users with roles, on an embedded AWS account.
.DESCRIPTION
The workshop sets up state, auditing, identities, a network and encryption. Here its account is there already, as it leaves it: with
roles that trust the whole account, an administrator who can never come in because nobody may enrol an MFA device, and no password
policy. This asks the workshop's questions of it, makes good, proves it by assuming the roles, and takes the identities' part back again.

Nothing leaves this machine: the account is embedded in this process, and the vault is a file that goes with the end. Against an account
of yours, only the line with Connect-AwsHardening would differ.
.EXAMPLE
samples/security-essentials.ps1
#>
[CmdletBinding()]
param(
    # The module: as built, or by name where it is installed.
    [string] $Module = (Join-Path $PSScriptRoot '../out/AwsHardening')
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

function Write-Step([string] $Title, [string] $Sentence) {
    Write-Output "== $Title", "   $Sentence", ''
}

function Write-Table {
    ($input | Out-String -Width 120).Trim("`r", "`n"), ''
}

# Keys go into a vault of this script's own, never into yours.
$homeBefore = $env:AWS_HARDENING_HOME
$folder = (New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
$env:AWS_HARDENING_HOME = $folder
$words = [securestring]::new()
[guid]::NewGuid().ToString().ToCharArray() | ForEach-Object { $words.AppendChar($_) }
$vault = @{ Vault = 'File'; Passphrase = $words }
$session = Connect-AwsHardening -Sandbox SecurityEssentials
try {
    Write-Step 'State' 'A bucket for what Terraform knows: private, versioned, encrypted, and locked by itself.   New-StateBucket'
    New-StateBucket -Name "tfstate-$($session.AccountId)" | Write-Table

    Write-Step 'Auditing' 'One trail for all Regions, with validated files, and GuardDuty beside it.   Enable-AuditBaseline'
    Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -BucketName "audit-$($session.AccountId)" -WarningAction SilentlyContinue | Write-Table

    Write-Step 'Alarms' 'Root, its keys, new users and administrators, the console, and KMS by what is unusual.   Enable-SecurityAlarm'
    $alarms = 'RootUse', 'RootAccessKey', 'UserCreated', 'AdministratorMade', 'ConsoleSignIn', 'UnusualKmsActivity', 'GuardDutyFinding'
    Enable-SecurityAlarm $alarms -Email security@example.com -WarningAction SilentlyContinue | Write-Table

    Write-Step 'Told at all?' 'An address that has not said yes is told of nothing. Now it does, and an event goes through.   Test-SecurityAlarm'
    $waiting = @(Get-SecurityAlarm $alarms | Where-Object Status -EQ Working)
    "Alarms that work before the address is confirmed: $($waiting.Count)", ''
    $null = $session.ConfirmSandboxSubscription('security@example.com')
    $told = Test-SecurityAlarm $alarms
    $told | Write-Table

    Write-Step 'Questions' 'Who has MFA, and since when which key? Whoever has a password and none, comes first.   Get-IamUserStatus'
    $users = Get-IamUserStatus
    $users | Sort-Object { -not $_.MissingMfa } | Write-Table
    "Without MFA: $($users | Where-Object MissingMfa | Join-String UserName -Separator ', '). Keys over 90 days: $(@($users | Where-Object OldestKeyAgeDays -GT 90).Count)."
    "Inactive: $(@(Get-IamUserStatus -Activity Inactive, Unknown).Count). Without anything to sign in with: $($users | Where-Object Activity -EQ NoCredential | Join-String UserName -Separator ', ').", ''

    Write-Step 'Questions' 'Which groups expose too much, and which buckets?   Get-SgRule, Get-BucketAccess'
    Get-SgRule | Where-Object { $_.OpenToWorld -and $_.Direction -eq 'Ingress' } | Write-Table
    Get-BucketAccess | Write-Table

    Write-Step 'Questions' 'Who could assume the roles, and what do users do with what they may?   Get-RoleTrust, Get-PermissionUse'
    Get-RoleTrust | Where-Object AnyoneInAccount | Write-Table
    Get-PermissionUse audit, operator | Write-Table

    Write-Step 'Plan' 'Roles for named people instead of the whole account.   New-RoleAccess -ReadOnlyUser audit -AdminUser operator -PlanOnly'
    $plan = New-RoleAccess -ReadOnlyUser audit -AdminUser operator -PlanOnly
    $plan.Changes | Write-Table

    Write-Step 'Roles' 'Exactly what the plan says.   $plan | Invoke-HardeningPlan'
    $made = $plan | Invoke-HardeningPlan
    $made | Write-Table
    $again = New-RoleAccess -ReadOnlyUser audit -AdminUser operator
    "Changes of a second run: $(@($again).Count)", ''

    Write-Step 'Passwords' 'The workshop''s policy, which is a comment there, and the benchmark''s: the strictest of both.   Set-PasswordPolicy'
    $passwords = 'Workshop', 'CIS' | Set-PasswordPolicy
    $passwords | Write-Table

    Write-Step 'Nothing else' 'Who can do more than assume roles? The caller is refused, and nobody else has anything left.   Remove-DirectPermission'
    $null = Remove-DirectPermission audit, operator, (Get-CallerIdentity).PrincipalName -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable kept
    $kept.Exception.Message, ''

    Write-Step 'Access keys' 'Straight into a vault: no secret is shown, exported or pasted.   New-AccessKey'
    'audit', 'operator' | New-AccessKey @vault | Write-Table

    Write-Step 'Assume a role' 'As audit, with its key alone.   Connect-AwsHardening -VaultCredential audit; Invoke-AssumeRole read_only'
    $bare = Connect-AwsHardening -VaultCredential audit @vault -Session $session
    $audit = Invoke-AssumeRole read_only -Session $bare -SessionName audit-test
    $who = Get-CallerIdentity -Session $audit
    $who | Write-Table
    $trails = Get-TrailEvent -Session $audit | Select-Object -First 3
    $trails | Write-Table

    Write-Step 'Not without MFA' 'The operator''s key alone does not administer, audit''s even less.   Invoke-AssumeRole admin'
    $refused = foreach ($user in 'operator', 'audit') {
        $key = Connect-AwsHardening -VaultCredential $user @vault -Session $session
        $null = Invoke-AssumeRole admin -Session $key -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem
    }
    $refused.Exception.Message, ''

    Write-Step 'Nothing by itself' 'Without the role, audit may not even look.   Get-PublicInstance'
    $null = Get-PublicInstance -Session $bare -ErrorAction SilentlyContinue -ErrorVariable nothing
    "Refused: $(@($nothing).Count -gt 0)", ''

    Write-Step 'Network' 'Which instances have a public address, and what does the internet truly reach?   Get-PublicInstance'
    Get-PublicInstance -Session $session -WarningAction SilentlyContinue | Write-Table

    Write-Step 'Encryption' 'A key that never leaves KMS, a data key under it, and a message under that.   Initialize-DataKeyStore, New-DataKey, Protect-Data'
    $null = Initialize-DataKeyStore -Session $session -Force
    New-DataKey -Id application -Session $session | Write-Table
    $message = 'Attack at dawn' | Protect-Data -DataKeyId application -Session $session
    $text = Unprotect-Data -InputObject $message -AsString -Session $session
    $text, ''

    Write-Step 'Audit and repair' 'What is wrong with buckets and machines, and is safe to mend: one plan.   Invoke-HardeningAudit | Repair-HardeningFinding'
    $mended = Invoke-HardeningAudit -Service s3, ec2 -Region $session.Region -Session $session | Where-Object { $_.CanRepair -and $_.ResourceType -match 'Bucket|Instance' } |
        Repair-HardeningFinding -Session $session -Confirm:$false
    $mended | Write-Table

    Write-Step 'Undo' 'The identities as they were: trust policies and attachments to the letter.   Undo-HardeningChange'
    $null = $mended | Undo-HardeningChange -Session $session
    $undone = @($plan | Undo-HardeningChange -Session $session) + @($passwords | Undo-HardeningChange -Session $session)
    $undone | Write-Table
    $restored = (New-RoleAccess -ReadOnlyUser audit -AdminUser operator -Session $session -PlanOnly).Changes.Count -eq @($made).Count

    $proven = $who.Arn -like '*:assumed-role/read_only/audit-test' -and $trails -and @($refused).Count -eq 2 -and $nothing
    $proven ? 'Roles are the only way in.' : 'Roles are NOT the only way in.'
    $fine = $proven -and -not $again -and $kept[0].FullyQualifiedErrorId -like 'CallerWouldBeStripped,*' -and $text -eq 'Attack at dawn' -and @($mended).Count -gt 2 -and $restored -and
        -not $waiting -and @($told | Where-Object Result -EQ Passed).Count -eq $alarms.Count
}
finally {
    $env:AWS_HARDENING_HOME = $homeBefore
    Get-Variable audit, bare, key -ValueOnly -ErrorAction Ignore | ForEach-Object { $null = Disconnect-AwsHardening -Session $_ -ErrorAction Ignore }
    Disconnect-AwsHardening -Session $session
    Remove-Item -LiteralPath $folder -Recurse -Force
}

exit [int] (-not $fine)
