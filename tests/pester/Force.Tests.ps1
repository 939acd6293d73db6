# -Force answers a second question and nothing else: under $WhatIfPreference nothing is changed, neither in the account nor on the disk.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $vault = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
}

Describe '-Force under $WhatIfPreference' {
    BeforeEach { Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item }
    AfterEach { Disconnect-AwsHardening }

    It 'changes nothing in the account: <Name>' -ForEach @(
        @{ Name = 'Enable-AuditBaseline'; Run = { Enable-AuditBaseline -Include CloudTrail, BucketPublicAccessBlock -Region us-east-1 -Force } }
        @{ Name = 'Enable-SessionLogging'; Run = { Enable-SessionLogging -BucketName fnd203-ssmlogs-bucket-me -LogGroupName fnd203-ssmlogs-logs -Force } }
        @{ Name = 'Enable-SessionManager'; Template = 'SecurityEssentials'; Run = { Get-ManagedInstance | Enable-SessionManager -Force } }
        @{ Name = 'Initialize-DataKeyStore'; Run = { Initialize-DataKeyStore -Force } }
        @{ Name = 'New-IsolationNacl'; Run = { 'Web App Public Subnet in AZ1' | New-IsolationNacl Isolation -Deny 10.0.2.0/24 -Force } }
        @{ Name = 'New-RoleAccess'; Template = 'SecurityEssentials'; Run = { New-RoleAccess audit -AdminUser operator -Force } }
        @{ Name = 'New-SampleFinding'; Prepare = { Enable-AuditBaseline -Include GuardDuty -Region us-east-1 }; Run = { New-SampleFinding -Force } }
        @{ Name = 'Remove-AdminIngress'; Run = { Remove-AdminIngress -Port 22, 3389 -Source any -Force } }
        @{ Name = 'Remove-DirectPermission'; Template = 'SecurityEssentials'
            Prepare = { New-RoleAccess audit -AdminUser operator -Force; Invoke-Account $session iam AttachUserPolicy @{ UserName = 'audit'; PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }
            Run = { Remove-DirectPermission audit -Force } }
        @{ Name = 'Remove-IsolationNacl'; Prepare = { 'Web App Public Subnet in AZ1' | New-IsolationNacl Isolation -Deny 10.0.2.0/24 -Force -Confirm:$false }; Run = { Remove-IsolationNacl Isolation -Force } }
        @{ Name = 'Repair-HardeningFinding'; Run = { Repair-HardeningFinding -RuleId cloudtrail-s3-write-events -ResourceId $session.AccountId -Region global -Force } }
        @{ Name = 'Set-SgPeerReference'; Run = { Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -Force } }
        @{ Name = 'Undo-HardeningChange'; Prepare = { Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference }; Run = { Get-HardeningChange | Undo-HardeningChange -Force } }
        @{ Name = 'Update-AccessKey'; Prepare = { Save-VaultCredential mine ([pscredential]::new('AKIAEY46GQZ6IQKCBAWJ', (New-Secret any))) @vault }; Run = { Update-AccessKey mine @vault -WaitBeforeDelete 0 -Force } }
    ) {
        $session = Connect-AwsHardening -Sandbox ($Template ?? 'Fnd203')
        if ($Prepare) { $null = & $Prepare 3>$null 2>$null }
        $made = @($session.GetSandboxCalls() | Where-Object Mutating).Count
        & {
            $WhatIfPreference = $true
            $null = & $Run 3>$null 2>$null
        }
        @($session.GetSandboxCalls() | Where-Object Mutating) | Should -HaveCount $made
        # And it would have: the same without the preference does.
        & {
            $ConfirmPreference = 'None'
            $null = & $Run 3>$null 2>$null
        }
        @($session.GetSandboxCalls() | Where-Object Mutating).Count | Should -BeGreaterThan $made
    }

    It 'writes no file: <Name>' -ForEach @(
        @{ Name = 'Export-HardeningChange'; Run = { Get-HardeningChange | Export-HardeningChange "$TestDrive/none.json" -Force } }
        @{ Name = 'Protect-Data'; Run = { Protect-Data text -Key ([byte[]](1..32)) -KeyNamespace test -KeyName one -OutFile "$TestDrive/none.json" -Force } }
        @{ Name = 'Save-VaultCredential'; Run = { Save-VaultCredential mine ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret any))) @vault -Force } }
    ) {
        $null = Connect-AwsHardening -Sandbox Fnd203
        & {
            $WhatIfPreference = $true
            $null = & $Run 3>$null 2>$null
        }
        "$TestDrive/none.json" | Should -Not -Exist
        Get-VaultCredential @vault | Should -BeNullOrEmpty
    }
}
