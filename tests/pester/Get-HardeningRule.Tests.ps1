BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-HardeningRule' {
    It 'lists what an audit would judge, without an account' {
        $rules = Get-HardeningRule
        $rules | Should -BeOfType AwsHardening.HardeningRuleInfo
        $rules.RuleId | Should -Be @($rules.RuleId | Sort-Object -Culture '' -Unique)
        $rules | Where-Object { -not $_.CanRepair -and -not $_.CannotRepairReason } | Should -BeNullOrEmpty
        $rules | Where-Object { -not ($_.Title -and $_.Rationale -and $_.Remediation -and $_.IamActions) } | Should -BeNullOrEmpty
        $tokens = Get-HardeningRule -Rule ec2-instance-imdsv2
        $tokens.CanRepair, $tokens.Scope, $tokens.IamActions[0], ($tokens.Compliance -contains 'FSBP/EC2.8') | Should -Be $true, 'Region', 'ec2:DescribeInstances', $true
    }

    It 'chooses by service, severity and benchmark, and tells once of the rule of many findings' {
        (Get-HardeningRule -Service iam -Severity Critical).Service | Sort-Object -Unique | Should -Be 'iam'
        (Get-HardeningRule -Compliance CIS-7.0/2.21).RuleId | Should -Contain 's3-bucket-policy-everybody'
        $null = Connect-AwsHardening -Sandbox Fnd203
        $found = Invoke-HardeningAudit -Rule ec2-instance-*
        $found.Count | Should -BeGreaterThan @($found.RuleId | Sort-Object -Unique).Count
        ($found | Get-HardeningRule).RuleId | Sort-Object | Should -Be @($found.RuleId | Sort-Object -Unique)
        Disconnect-AwsHardening
    }

    It 'says what to do where nothing is chosen, and goes on' {
        $rest = 'no-such-rule', 'iam-root-mfa' | Get-HardeningRule -ErrorAction SilentlyContinue -ErrorVariable problem
        $rest.RuleId | Should -Be 'iam-root-mfa'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'NoRuleChosen,AwsHardening.Reporting.GetHardeningRuleCommand'
        { Get-HardeningRule no-such-rule -ErrorAction Stop } | Should -Throw -ErrorId 'NoRuleChosen*'
    }

    It 'lists the rules of a folder beside its own' {
        @{ id = 'my-tags'; title = 'Groups have tags.'; severity = 'Low'; resources = 'SecurityGroups'; pass = @{ path = 'Tags'; exists = $true }; remediation = 'Tag them.' } |
            ConvertTo-Json -Depth 4 | Set-Content "$TestDrive/my.json"
        (Get-HardeningRule my-*, iam-root-mfa -RulePath $TestDrive).RuleId | Should -Be 'iam-root-mfa', 'my-tags'
    }
}
