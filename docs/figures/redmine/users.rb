# The two people who belong to all projects, and a Gantt chart that shows all of 1,000 tasks.
Setting.gantt_items_limit = 2000
%w[clara maria].each do |name|
  next if User.find_by_login(name)
  user = User.new(firstname: name.capitalize, lastname: 'Person', mail: "#{name}@example.org", language: 'en')
  user.login = name
  user.password = user.password_confirmation = 'fairlead-demo'
  user.save!
end
