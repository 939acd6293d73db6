New-Record HardeningFinding @{
    RuleId = 'ec2-security-group-admin-ports-ipv4'; Title = $long; Severity = 'Informational'; Status = 'Suppressed'; Service = 'ec2'
    ResourceType = 'AWS::EC2::SecurityGroup'; ResourceId = $long; Region = 'ap-southeast-4'; AccountId = '123456789012'; Reason = $long
}
