New-Record ConfigTimelineItem @{
    Time = [DateTimeOffset]'2026-01-02T03:04:05Z'; ResourceType = 'AWS::EC2::NetworkAcl'; ResourceId = 'acl-0123456789abcdef0'; Status = 'Discovered'
    Changes = [AwsHardening.ConfigChange[]]@([AwsHardening.ConfigChange]::new('entries[]', $null, $long))
    RelationshipChanges = [AwsHardening.ConfigRelationshipChange[]]@([AwsHardening.ConfigRelationshipChange]::new('Added', 'Is attached to Subnet', 'AWS::EC2::Subnet', 'subnet-0123456789abcdef0'))
    Cause = (New-Record TrailEvent @{ UserName = $long })
}
