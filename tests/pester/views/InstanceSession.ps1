New-Record InstanceSession @{
    SessionId = 'somebody@example.com-0123456789abcdef0'; InstanceId = 'i-0123456789abcdef0'; Status = 'Disconnected'
    Owner = 'arn:aws:sts::111122223333:assumed-role/admin/somebody@example.com'; Reason = $long; Details = $long
    DocumentName = 'SSM-SessionManagerRunShell'; StartTime = [datetimeoffset] '2026-11-22T00:17:00Z'; EndTime = [datetimeoffset] '2026-11-22T00:18:00Z'
    S3OutputUrl = "https://s3.ap-southeast-4.amazonaws.com/bucket/$long"; LogGroupName = $long; Region = 'ap-southeast-4'
}
