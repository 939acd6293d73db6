BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    # A credential report changes nothing, and is made where there is none.
    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object { $_.Mutating -and $_.Operation -ne 'GenerateCredentialReport' }) }
}

Describe 'Repair-HardeningFinding' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'repairs what is piped in, says why the rest stays, and is taken back as one' {
        $findings = Invoke-HardeningAudit -Rule ec2-instance-imdsv2, iam-password-*, iam-root-mfa -Region us-east-1 | Where-Object Status -EQ Fail
        $changes = $findings | Where-Object Severity -GE Medium | Repair-HardeningFinding -ErrorAction SilentlyContinue -ErrorVariable problem
        $changes | Should -BeOfType AwsHardening.HardeningChange
        $changes.Status | Sort-Object -Unique | Should -Be 'Applied'
        $changes.SetId | Sort-Object -Unique | Should -HaveCount 1
        $changes | Where-Object ResourceType -EQ 'AWS::IAM::AccountPasswordPolicy' | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'FindingNotRepairable,AwsHardening.Reporting.RepairHardeningFindingCommand'
        $problem[0].TargetObject.RuleId | Should -Be 'iam-root-mfa'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        # What was left out of the first is all that is left for the second.
        $rest = $findings | Repair-HardeningFinding -ErrorAction Ignore
        $rest.ResourceType | Should -Be 'AWS::IAM::AccountPasswordPolicy'
        $rest | Undo-HardeningChange | Should -HaveCount 1
        (Undo-HardeningChange -Id $changes[0].SetId).Count | Should -Be $changes.Count
    }

    It 'makes no call that changes anything under -WhatIf, asks with -Confirm, and stops at once with -ErrorAction Stop' {
        $findings = Invoke-HardeningAudit -Rule ec2-ebs-default-encryption, iam-root-mfa -Region us-east-1
        $findings | Repair-HardeningFinding -WhatIf -ErrorAction Ignore | Should -BeNullOrEmpty
        { $findings | Repair-HardeningFinding -Confirm -ErrorAction Ignore } | Should -Throw
        { $findings | Repair-HardeningFinding -ErrorAction Stop } | Should -Throw -ErrorId 'FindingNotRepairable*'
        { $findings | Repair-HardeningFinding -PlanOnly -RevertAfter 00:01:00 } | Should -Throw -ErrorId 'ParametersContradict*'
        Get-Mutation | Should -BeNullOrEmpty
        ($findings | Repair-HardeningFinding -Confirm:$false -ErrorAction Ignore).Status | Should -Be 'Applied'
    }

    It 'writes a plan that others show and apply' {
        $plan = Invoke-HardeningAudit -Region us-east-1 | Where-Object { $_.Severity -eq 'High' -and $_.CanRepair } | Repair-HardeningFinding -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        $plan | Show-HardeningPlan | Should -Not -BeNullOrEmpty
        $path = Join-Path $TestDrive 'repair.json'
        $null = $plan | Export-HardeningPlan -Path $path
        $changes = Import-HardeningPlan $path | Invoke-HardeningPlan -Force
        $changes.Count | Should -Be $plan.Changes.Count
        $changes.Status | Sort-Object -Unique | Should -Be 'Applied'
        Invoke-HardeningAudit -Region us-east-1 | Where-Object { $_.Status -eq 'Fail' -and $_.Severity -eq 'High' -and $_.CanRepair } | Should -BeNullOrEmpty
    }

    It 'takes records of files, and leaves alone what does not fail, which it says once' {
        $findings = Invoke-HardeningAudit -Rule ec2-ebs-default-encryption, iam-password-reuse, iam-root-use -Region us-east-1
        $findings | Export-Csv (Join-Path $TestDrive 'findings.csv')
        (Import-Csv (Join-Path $TestDrive 'findings.csv') | Repair-HardeningFinding -WarningAction SilentlyContinue -WarningVariable said).ResourceType |
            Should -Be 'AWS::EC2::EbsEncryptionByDefault', 'AWS::IAM::AccountPasswordPolicy'
        $said | Should -HaveCount 1
        $said[0].Message | Should -Be 'Findings that do not fail were left alone: 1 Pass.'
        # Fixed by now: nothing is changed twice.
        $findings | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Repair-HardeningFinding -WarningAction Ignore -InformationVariable summary | Should -BeNullOrEmpty
        "$summary" | Should -Match '2 findings need no repair'
    }

    It 'runs the command that stands in a finding' {
        $finding = Invoke-HardeningAudit -Rule ec2-subnet-public-addresses -Region us-east-1 | Where-Object Status -EQ Fail | Select-Object -First 1
        $finding.Remediation | Should -Be "Repair-HardeningFinding -RuleId ec2-subnet-public-addresses -ResourceId $($finding.ResourceId) -Region us-east-1"
        ([scriptblock]::Create($finding.Remediation).Invoke()).ResourceId | Should -Be $finding.ResourceId
    }

    It 'goes by itself when its time has come' {
        $null = Repair-HardeningFinding -RuleId iam-password-length -ResourceId $session.AccountId -Region global -RevertAfter 00:00:01 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        (Get-Mutation)[-1].Operation | Should -BeExactly 'DeleteAccountPasswordPolicy'
    }

    It 'refuses the findings of another account, and completes the rules that have a repair' {
        $finding = Invoke-HardeningAudit -Rule ec2-ebs-default-encryption -Region us-east-1
        [pscustomobject]@{ RuleId = $finding.RuleId; ResourceId = '999999999999'; Region = 'us-east-1'; AccountId = '999999999999' } |
            Repair-HardeningFinding -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FindingOfAnotherAccount,*'
        (Complete 'Repair-HardeningFinding -RuleId ec2-instance-').CompletionText | Should -Be 'ec2-instance-imdsv2'
    }

    It 'repairs in each account the findings that are its own, which the report of both keeps apart' {
        $null = Connect-AwsHardening -Sandbox Organization
        $sessions = Get-OrganizationAccount shop, payments | Invoke-AssumeRole OrganizationAccountAccessRole
        $audit = @{ Rule = 'ec2-ebs-default-encryption', 'ec2-security-group-default-closed'; Region = 'us-east-1' }
        $findings = $sessions | Invoke-HardeningAudit @audit
        $path = Join-Path $TestDrive 'both'
        $null = $findings | Export-HardeningReport -Path $path -Format Json, Csv, Ocsf, Asff, Html
        $said = $findings | ForEach-Object { "$($_.AccountId) $($_.ResourceId)" } | Sort-Object
        $said | Should -Match '^(200000000003|200000000004) '
        ($said -replace ' .*' | Sort-Object -Unique) | Should -Be ($sessions.AccountId | Sort-Object)
        Import-Csv "$path.csv" | ForEach-Object { "$($_.AccountId) $($_.ResourceId)" } | Sort-Object | Should -Be $said
        (Get-Content "$path.json" -Raw | ConvertFrom-Json).findings | ForEach-Object { "$($_.accountId) $($_.resourceId)" } | Sort-Object | Should -Be $said
        Get-Content "$path.ocsf.json" -Raw | ConvertFrom-Json | ForEach-Object { $_.cloud.account.uid } | Sort-Object | Should -Be ($said -replace ' .*')
        (Get-Content "$path.asff.json" -Raw | ConvertFrom-Json).AwsAccountId | Sort-Object | Should -Be ($said -replace ' .*' | Sort-Object)

        # A finding of one, though both are said: nothing is asked or changed in the other.
        $first, $second = $findings | Where-Object RuleId -EQ 'ec2-ebs-default-encryption'
        $changes = @($sessions | Repair-HardeningFinding -Finding $first -ErrorVariable problem)
        $problem | Should -BeNullOrEmpty
        $changes.AccountId | Should -Be $first.AccountId
        $now = $sessions | Invoke-HardeningAudit @audit | Where-Object RuleId -EQ 'ec2-ebs-default-encryption'
        ($now | Where-Object AccountId -EQ $first.AccountId).Status | Should -Be 'Pass'
        ($now | Where-Object AccountId -EQ $second.AccountId).Status | Should -Be 'Fail'
        $changes = $sessions | Repair-HardeningFinding -Finding $now -WarningAction Ignore -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        $changes.AccountId | Should -Be $second.AccountId
        ($sessions | Invoke-HardeningAudit @audit | Where-Object RuleId -EQ 'ec2-ebs-default-encryption').Status | Should -Be 'Pass', 'Pass'
    }
}

Describe 'The commands in findings' {
    It 'are whole: cmdlet, parameters and all that is mandatory' {
        $commands = foreach ($template in 'Fnd203', 'SecurityEssentials') {
            $null = Connect-AwsHardening -Sandbox $template
            Invoke-HardeningAudit -WarningAction Ignore | Where-Object RemediationIsCommand | ForEach-Object Remediation
            Disconnect-AwsHardening
        }
        $commands = $commands | Sort-Object -Unique
        $commands.Count | Should -BeGreaterThan 20
        foreach ($text in $commands) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $text
            $statements = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            $statements | Should -HaveCount 1 -Because $text
            $command = Get-Command -Module AwsHardening -Name $statements[0].GetCommandName()
            $command | Should -HaveCount 1 -Because $text
            $said = $statements[0].CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } | ForEach-Object ParameterName
            $said | Where-Object { $_ -notin $command.Parameters.Keys } | Should -BeNullOrEmpty -Because $text
            $fits = foreach ($set in $command.ParameterSets) {
                $lacking = @($set.Parameters | Where-Object IsMandatory | ForEach-Object Name | Where-Object { $_ -notin $said })
                $strange = @($said | Where-Object { $_ -notin $set.Parameters.Name })
                if ($lacking.Count + $strange.Count -eq 0) { $set.Name }
            }
            $fits | Should -Not -BeNullOrEmpty -Because $text
            $text | Should -Not -Match '[<>]'
        }
    }
}
