New-Record PermissionUse @{
    IdentityName = 'x' * 64; IdentityType = 'User'; ServiceNamespace = 'elasticloadbalancing'; Used = $true; LastUsed = [DateTimeOffset]'2026-01-02T03:04:05Z'
    UsedActions = [string[]]('ec2:DescribeVpcPeeringConnections', $long)
}
