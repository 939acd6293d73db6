$flow = New-Record HardeningFlow @{ Source = [string[]] '10.250.0.4'; Destination = [string[]] '10.250.128.4'; Traffic = 'all traffic' }
New-Record IsolationNacl @{
    AccountId = '111122223333'; Region = 'ap-southeast-4'; NaclId = 'acl-0123456789abcdef0'; NaclName = 'LoadBalancerIsolation for two zones'
    VpcId = 'vpc-0123456789abcdef0'; SubnetIds = [string[]] @('subnet-0123456789abcdef0') * 3; OtherNaclIds = [string[]] @('acl-0123456789abcdef1') * 3
    Entries = [string[]] ('Ingress 100 allow all traffic from 0.0.0.0/0', 'Egress 50 deny tcp 0-32767 to 2001:0db8:1234:5678:9abc:def0::/96')
    FlowsCut = [AwsHardening.HardeningFlow[]] (, $flow * 123); FlowsLost = [AwsHardening.HardeningFlow[]] (, $flow * 12); Status = 'Unchanged'; ChangeId = $long
}
