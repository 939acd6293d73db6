New-Record ManagedInstance @{
    InstanceId = 'i-0123456789abcdef0'; Name = $long; PingStatus = 'ConnectionLost'; Connection = 'NotConnected'; State = 'running'
    AgentVersion = '3.3.1957.0'; PlatformType = 'Windows'; InstanceProfile = $long; Role = $long; VpcId = 'vpc-0123456789abcdef0'
    SubnetId = 'subnet-0123456789abcdef0'; Region = 'ap-southeast-4'
    Reasons = [AwsHardening.UnmanagedReason[]] @([AwsHardening.UnmanagedReason]::new('NetworkAcl', 'ssmmessages', $long, [string[]] @()))
}
