New-Record InstanceCommandOutput @{
    InstanceId = 'i-0123456789abcdef0'; Name = $long; Command = $long; Output = $long; Status = 'Completed'; ExitCode = 127
    DocumentName = 'AWS-StartNonInteractiveCommand'; ExecutionId = 'admin-0123456789abcdef0'; Region = 'ap-southeast-4'
}
