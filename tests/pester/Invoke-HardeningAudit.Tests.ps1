BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Invoke-HardeningAudit' {
    BeforeAll { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterAll { Disconnect-AwsHardening }

    It 'says what is wrong, with evidence, benchmark and the command that fixes it, and changes nothing' {
        $found = Invoke-HardeningAudit -Rule ec2-security-group-admin-ports-ipv4 -Region us-east-2
        $found | Should -BeOfType AwsHardening.HardeningFinding
        $open = $found | Where-Object Status -EQ Fail
        $open | Should -HaveCount 1
        $open.Severity | Should -Be 'High'
        $open.Evidence[0].Value | Should -Be 'tcp 22-22 from 0.0.0.0/0'
        $open.Compliance | Should -Contain 'CIS-7.0/6.3'
        $open.Remediation | Should -Be "Remove-AdminIngress -GroupId $($open.ResourceId) -Source World -UdpPort 22, 3389 -Region us-east-2"
        $open.RemediationIsCommand | Should -BeTrue
        $open.AccountId | Should -Be $session.AccountId
        @($session.GetSandboxCalls() | Where-Object Mutating) | Should -BeNullOrEmpty
    }

    It 'chooses rules by severity, service and benchmark' {
        (Invoke-HardeningAudit -Severity Critical -Region us-east-2).Severity | Sort-Object -Unique | Should -Be 'Critical'
        (Invoke-HardeningAudit -Service iam -Region us-east-2).Service | Sort-Object -Unique | Should -Be 'iam'
        (Invoke-HardeningAudit -Compliance FSBP/EC2.8 -Region us-east-2).RuleId | Sort-Object -Unique | Should -Be 'ec2-instance-imdsv2'
        (Invoke-HardeningAudit -Rule guardduty-enabled -Region us-east-1, us-east-2).Region | Sort-Object | Should -Be 'us-east-1', 'us-east-2'
    }

    It 'takes sessions from the pipeline' {
        $found = $session | Invoke-HardeningAudit -Rule iam-root-mfa -Region us-east-2
        $found.AccountId | Should -Be $session.AccountId
    }

    It 'audits a snapshot without an account' {
        $path = Join-Path $TestDrive 'account.snapshot'
        $null = Export-AccountSnapshot -Path $path -Confirm:$false
        $live = Invoke-HardeningAudit -Service ec2, s3 -Region us-east-2
        $copy = Invoke-HardeningAudit -Snapshot $path -Service ec2, s3 -WarningAction SilentlyContinue
        # No snapshot says where access to buckets is logged, what is on volumes and in images, and what instances were told.
        $unknown = ($copy | Where-Object Status -EQ Unknown).RuleId | Sort-Object -Unique
        $unknown | Should -Be 'ec2-image-public', 'ec2-instance-user-data', 'ec2-snapshot-encryption', 'ec2-snapshot-public', 'ec2-volume-encryption', 's3-bucket-logging'
        ($copy | Where-Object Status -EQ Fail | ForEach-Object { "$($_.RuleId) $($_.ResourceId)" } | Sort-Object) |
            Should -Be ($live | Where-Object { $_.Status -eq 'Fail' -and $_.RuleId -notin $unknown } | ForEach-Object { "$($_.RuleId) $($_.ResourceId)" } | Sort-Object)
        { Invoke-HardeningAudit -Snapshot $path -Region us-east-1 -ErrorAction Stop } | Should -Throw
        { Invoke-HardeningAudit -Snapshot 'no-such.snapshot' -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound*'
    }

    It 'suppresses what somebody answers for' {
        $path = Join-Path $TestDrive 'suppressions.json'
        '[{ "ruleId": "iam-root-mfa", "resourceId": "*", "reason": "Later", "owner": "Ann", "expires": "2999-12-31" }]' | Set-Content $path
        $found = Invoke-HardeningAudit -Rule iam-root-mfa -Region us-east-2 -SuppressionPath $path
        $found.Status | Should -Be 'Suppressed'
        $found.Suppression.Owner | Should -Be 'Ann'
    }

    It 'reports a rule that is none' {
        Invoke-HardeningAudit -Rule no-such-rule -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        { Invoke-HardeningAudit -Rule no-such-rule -ErrorAction Stop } | Should -Throw -ErrorId 'NoRuleChosen*'
    }

    It 'completes rules, services and benchmarks' {
        (TabExpansion2 'Invoke-HardeningAudit -Rule ec2-instance-im').CompletionMatches.CompletionText | Should -Contain 'ec2-instance-imdsv2'
        (TabExpansion2 'Invoke-HardeningAudit -Service ia').CompletionMatches.CompletionText | Should -Contain 'iam'
        (TabExpansion2 'Invoke-HardeningAudit -Compliance CIS-7').CompletionMatches.CompletionText | Should -Contain 'CIS-7.0'
    }

    It 'needs the actions that its help names, and no other' {
        $session = Connect-AwsHardening -Sandbox SecurityEssentials
        $null = Invoke-HardeningAudit -Region us-east-2
        $core = [AwsHardening.HardeningSession].GetProperty('Handle', [System.Reflection.BindingFlags] 'Instance,NonPublic').GetValue($session).GetType().Assembly
        $types = $core.GetType('AwsHardening.Core.Reporting.RuleCatalog').GetProperty('All').GetValue($null).Needs.IamActions | Sort-Object -Unique
        $said = [AwsHardening.Reporting.InvokeHardeningAuditCommand].GetCustomAttributes([AwsHardening.Help.RequiresIamActionAttribute], $false).Action
        $types | Where-Object { $_ -notin $said } | Should -BeNullOrEmpty
    }
}
