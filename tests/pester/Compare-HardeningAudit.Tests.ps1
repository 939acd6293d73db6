BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Compare-HardeningAudit' {
    BeforeAll { $null = Connect-AwsHardening -Sandbox Fnd203 }
    AfterAll { Disconnect-AwsHardening }

    It 'tells what is fixed from what is as it was' {
        $before = Invoke-HardeningAudit -Rule ec2-ebs-*, guardduty-* -Region us-east-1
        $null = Enable-AuditBaseline -Include EbsEncryption -Region us-east-1 -Confirm:$false
        $changes = Invoke-HardeningAudit -Rule ec2-ebs-*, guardduty-* -Region us-east-1 | Compare-HardeningAudit -Reference $before
        $changes | Should -BeOfType AwsHardening.HardeningFindingChange
        ($changes | Where-Object RuleId -EQ 'ec2-ebs-default-encryption').Change | Should -Be 'Fixed'
        ($changes | Where-Object RuleId -EQ 'guardduty-enabled').Change | Should -Be 'Unchanged'
        (Compare-HardeningAudit $before @()).Change | Sort-Object -Unique | Should -Be 'Gone'
    }
}
