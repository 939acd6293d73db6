New-Record HardeningFindingChange @{
    Change = 'Suppressed'; RuleId = 'ec2-security-group-admin-ports-ipv4'; Severity = 'Informational'; ResourceId = $long; Region = 'ap-southeast-4'
    AccountId = '123456789012'
}
