# The policies of Get-HardeningPermission suffice: each command runs as a role that has its policy and nothing else, and is refused nothing.
BeforeDiscovery {
    # Of one account, which has everything.
    $reads = @(
        @{ Name = 'Compare-NetworkPath'; Run = { Import-HardeningPlan $planFile | Compare-NetworkPath } }
        @{ Name = 'Export-AccountSnapshot'; Run = { Export-AccountSnapshot -Path "$TestDrive/exact.snapshot" -Force } }
        @{ Name = 'Get-AuditBaseline'; Run = { Get-AuditBaseline -Region us-east-1 } }
        @{ Name = 'Get-BucketAccess'; Run = { Get-BucketAccess } }
        @{ Name = 'Get-CallerIdentity'; Run = { Get-CallerIdentity } }
        @{ Name = 'Get-ConfigTimeline'; Run = { Get-ConfigTimeline -ResourceId $group -ResourceType AWS::EC2::SecurityGroup } }
        @{ Name = 'Get-DataKey'; Run = { Get-DataKey } }
        @{ Name = 'Get-IamUserStatus'; Run = { Get-IamUserStatus } }
        @{ Name = 'Get-ManagedInstance'; Run = { Get-ManagedInstance } }
        @{ Name = 'Get-NaclRule'; Run = { Get-NaclRule } }
        @{ Name = 'Get-NetworkPath'; Run = { Get-NetworkPath -From $instances[0] -To $instances[1] -Port 443 } }
        @{ Name = 'Get-PermissionUse'; Run = { Get-PermissionUse -TrailDays 1 } }
        @{ Name = 'Get-PublicInstance'; Run = { Get-PublicInstance } }
        @{ Name = 'Get-ReachableAddress'; Run = { Get-ReachableAddress $instances[0] } }
        @{ Name = 'Get-ResourceHistory'; Run = { Get-ResourceHistory -ResourceId $group } }
        @{ Name = 'Get-RoleTrust'; Run = { Get-RoleTrust } }
        @{ Name = 'Get-SessionHistory'; Run = { Get-SessionHistory } }
        @{ Name = 'Get-SgPeer'; Run = { Get-SgRule | Where-Object OpenToVpc | Get-SgPeer }; With = 'Get-SgRule' }
        @{ Name = 'Get-SgRule'; Run = { Get-SgRule } }
        @{ Name = 'Get-ThreatFinding'; Run = { Get-ThreatFinding -Region us-east-1 } }
        @{ Name = 'Get-TrailEvent'; Run = { Get-TrailEvent | Select-Object -First 5 } }
        @{ Name = 'Invoke-HardeningAudit'; Run = { Invoke-HardeningAudit -Region us-east-1 } }
        @{ Name = 'Test-NetworkPath'; Run = { Test-NetworkPath -From $instances[0] -To $instances[1] -Port 443 } }
        @{ Name = 'Test-TrailIntegrity'; Run = { Test-TrailIntegrity $bucket } }
    )

    # These wait for tables in real time: one store does for all of them, and making another one is for longer runs.
    $reads += @(
        @{ Name = 'New-DataKey'; Run = { New-DataKey -Id another } }
        @{ Name = 'Update-DataKey'; Run = { Update-DataKey -Id another } }
        @{ Name = 'Protect-Data'; Run = { 'text' | Protect-Data -DataKeyId application } }
        @{ Name = 'Unprotect-Data'; Run = { Unprotect-Data -InputObject $message -AsString } }
        @{ Name = 'Disable-DataKey'; Run = { Disable-DataKey -Id another } }
    )

    # Changes, each in an account of its own, which is prepared as its owner.
    $changes = @(
        @{ Name = 'Disable-AuditBaseline'; Prepare = { Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-1 -Force }; Run = { Disable-AuditBaseline -Region us-east-1 } }
        @{ Name = 'Disable-SessionLogging'; Prepare = { Enable-SessionLogging -BucketName fnd203-ssmlogs-bucket-me -LogGroupName fnd203-ssmlogs-logs -Force }; Run = { Disable-SessionLogging } }
        @{ Name = 'Enable-AuditBaseline'; Run = { Enable-AuditBaseline -Region us-east-1 -Force } }
        @{ Name = 'Enable-SessionLogging'; Run = { Enable-SessionLogging -BucketName fnd203-ssmlogs-bucket-me -LogGroupName fnd203-ssmlogs-logs -Force } }
        @{ Name = 'Enable-SessionManager'; Template = 'SecurityEssentials'; Run = { Get-ManagedInstance | Enable-SessionManager -Force }; With = 'Get-ManagedInstance' }
        @{ Name = 'Hide-ThreatFinding'; Prepare = { Enable-AuditBaseline -Include GuardDuty -Region us-east-1 -Force; New-SampleFinding -Force }; Run = { Get-ThreatFinding -Region us-east-1 | Select-Object -First 2 | Hide-ThreatFinding }; With = 'Get-ThreatFinding' }
        @{ Name = 'Invoke-InstanceCommand'; Run = { Get-ManagedInstance | Select-Object -First 1 | Invoke-InstanceCommand -Command 'uptime' }; With = 'Get-ManagedInstance' }
        @{ Name = 'New-AccessKey'; Template = 'SecurityEssentials'; Run = { New-AccessKey audit @vault } }
        @{ Name = 'New-IsolationNacl'; Run = { 'Web App Public Subnet in AZ1' | New-IsolationNacl Isolation -Deny 10.0.2.0/24 -Force } }
        @{ Name = 'New-RoleAccess'; Template = 'SecurityEssentials'; Run = { New-RoleAccess audit -AdminUser operator -Force } }
        @{ Name = 'New-SampleFinding'; Prepare = { Enable-AuditBaseline -Include GuardDuty -Region us-east-1 -Force }; Run = { New-SampleFinding -Force } }
        @{ Name = 'New-StateBucket'; Run = { New-StateBucket -Name state-of-exact } }
        @{ Name = 'Remove-AdminIngress'; Run = { Remove-AdminIngress -Port 22, 3389 -Source any -Force } }
        @{ Name = 'Remove-DirectPermission'; Template = 'SecurityEssentials'
            Prepare = { New-RoleAccess audit -AdminUser operator -Force; Invoke-Account $owner iam AttachUserPolicy @{ UserName = 'audit'; PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }
            Run = { Remove-DirectPermission audit -Force } }
        @{ Name = 'Remove-IsolationNacl'; Prepare = { 'Web App Public Subnet in AZ1' | New-IsolationNacl Isolation -Deny 10.0.2.0/24 -Force }; Run = { Remove-IsolationNacl Isolation -Force } }
        @{ Name = 'Set-PasswordPolicy'; Run = { Set-PasswordPolicy CIS } }
        @{ Name = 'Set-SgPeerReference'; Run = { Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -Force }; With = 'Get-SgRule' }
        @{ Name = 'Undo-HardeningChange'; Prepare = { Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -Force }; Run = { Get-HardeningChange | Undo-HardeningChange -Force }; With = 'Get-HardeningChange' }
        @{ Name = 'Update-AccessKey'; Template = 'SecurityEssentials'; Prepare = { New-AccessKey audit @vault }; Run = { Update-AccessKey audit @vault -WaitBeforeDelete 0 -Force } }
    )

    if ($env:AWS_HARDENING_DEEP) { $changes += @{ Name = 'Initialize-DataKeyStore'; Run = { Initialize-DataKeyStore -Force } } }

    $plans = @(
        @{ Name = 'Enable-AuditBaseline'; Plan = { Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-1 -PlanOnly } }
        @{ Name = 'New-IsolationNacl'; Plan = { 'Web App Public Subnet in AZ1' | New-IsolationNacl Isolation -Deny 10.0.2.0/24 -PlanOnly } }
        @{ Name = 'New-RoleAccess'; Template = 'SecurityEssentials'; Plan = { New-RoleAccess audit -AdminUser operator -PlanOnly } }
        @{ Name = 'New-StateBucket'; Plan = { New-StateBucket -Name state-of-exact -PlanOnly } }
        @{ Name = 'Remove-AdminIngress'; Plan = { Remove-AdminIngress -Port 22, 3389 -Source any -PlanOnly } }
        @{ Name = 'Set-PasswordPolicy'; Plan = { Set-PasswordPolicy CIS -PlanOnly } }
        @{ Name = 'Set-SgPeerReference'; Plan = { Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly } }
    )
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
    $ConfirmPreference = 'None'
    $vault = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }

    # An account, and the role whose policy is exactly one that was emitted.
    function New-Scene([string] $Template) {
        $session = Connect-AwsHardening -Sandbox $Template
        $trust = @{ Version = '2012-10-17'; Statement = @{ Effect = 'Allow'; Principal = @{ AWS = $session.AccountId }; Action = 'sts:AssumeRole' } } | ConvertTo-Json -Depth 5
        $null = Invoke-Account $session iam CreateRole @{ RoleName = 'exact'; AssumeRolePolicyDocument = $trust }
        $session
    }

    # Runs something as the role with a policy; gives what was refused, and how many calls were not.
    function Invoke-AsExact($Owner, [string] $Policy, [scriptblock] $Run) {
        $null = Invoke-Account $Owner iam PutRolePolicy @{ RoleName = 'exact'; PolicyName = 'exact'; PolicyDocument = $Policy }
        $before = $Owner.GetSandboxCalls().Count
        $null = Invoke-AssumeRole exact -Session $Owner -AsDefault
        try { $output = @(& $Run 2>&1 3>$null) }
        finally { $null = Exit-AssumedRole }
        $calls = @($Owner.GetSandboxCalls() | Select-Object -Skip $before | Where-Object Operation -NE AssumeRole)
        $refused = @($calls | Where-Object ErrorCode -In 'AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', '403' | ForEach-Object { "$($_.Service):$($_.Operation)" })
        @{
            Refused = $refused; Calls = $calls.Count; Changes = @($calls | Where-Object Mutating).Count
            Errors = @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { "$_" })
        }
    }

    function Get-Policy { Get-HardeningPermission @args -AsJson -WarningAction SilentlyContinue }
}

AfterAll { Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item }

Describe 'The policy of a command' {
    BeforeAll {
        $owner = New-Scene Fnd203
        $null = Enable-AuditBaseline -Include CloudTrail, Config, GuardDuty -Region us-east-1 -TrailName audit -Force 3>$null
        $null = Initialize-DataKeyStore -Force
        $null = New-DataKey -Id application
        $message = 'text' | Protect-Data -DataKeyId application
        $group = (Get-SgRule)[0].GroupId
        $bucket = (Get-BucketAccess | Where-Object Policy -Match cloudtrail)[0].BucketName
        $instances = (Get-ManagedInstance -WarningAction SilentlyContinue)[0, 1].InstanceId
        $planFile = "$TestDrive/plan.json"
        Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly 2>$null | Export-HardeningPlan -Path $planFile
    }
    AfterAll { Disconnect-AwsHardening -Session $owner }

    It 'suffices for <Name>' -ForEach $reads {
        $seen = Invoke-AsExact -Owner $owner -Policy (Get-Policy (@($Name) + @($With | Where-Object { $_ }))) -Run $Run
        $seen.Refused | Should -BeNullOrEmpty -Because ($seen.Errors -join '; ')
        $seen.Calls | Should -BeGreaterThan 0 -Because ($seen.Errors -join '; ')
    }

    It 'is asked for at all' {
        (Invoke-AsExact -Owner $owner -Policy (Get-Policy Get-RoleTrust) -Run { Get-SgRule }).Refused | Should -Contain 'ec2:DescribeSecurityGroupRules'
    }
}

Describe 'The policy of a change' {
    AfterEach {
        Get-VaultCredential @vault | Remove-VaultCredential @vault
        Disconnect-AwsHardening -Session $owner
    }

    It 'suffices for <Name>' -ForEach $changes {
        $owner = New-Scene ($Template ?? 'Fnd203')
        if ($Prepare) { $null = & $Prepare 2>$null 3>$null }
        $seen = Invoke-AsExact -Owner $owner -Policy (Get-Policy (@($Name) + @($With | Where-Object { $_ }))) -Run $Run
        $seen.Refused | Should -BeNullOrEmpty -Because ($seen.Errors -join '; ')
        $seen.Changes | Should -BeGreaterThan 0 -Because ($seen.Errors -join '; ')
    }

    It 'of a plan''s file suffices to apply it: <Name>' -ForEach $plans {
        $owner = New-Scene ($Template ?? 'Fnd203')
        $file = "$TestDrive/$Name.json"
        & $Plan 2>$null 3>$null | Export-HardeningPlan -Path $file -Force
        $seen = Invoke-AsExact -Owner $owner -Policy (Get-Policy -Path $file) -Run { Import-HardeningPlan $file | Invoke-HardeningPlan -Force }
        $seen.Refused | Should -BeNullOrEmpty -Because ($seen.Errors -join '; ')
        $seen.Errors | Should -BeNullOrEmpty
        $seen.Changes | Should -BeGreaterThan 0
    }
}
