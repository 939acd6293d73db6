New-Record PermissionDraft @{
    IdentityName = 'x' * 64; IdentityType = 'User'; ServicesKept = [string[]]('elasticloadbalancing', $long); ServicesDropped = [string[]]('access-analyzer', $long)
    Actions = [string[]]('ec2:DescribeVpcPeeringConnections', $long)
}
