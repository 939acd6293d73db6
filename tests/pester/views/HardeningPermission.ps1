New-Record HardeningPermission @{ For = [string[]]('Invoke-HardeningPlan', 'Undo-HardeningChange'); Actions = [string[]]('ec2:DescribeVpcPeeringConnections', $long) }
